package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** How the member event of a slot ended. Every slot that was accepted, or whose reply timed out, has exactly one. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum EventOutcome {
    /** Came in time, with the accounts that the slot had to add. */
    EVENT,
    /** Came in time, with other accounts. */
    EVENT_MISMATCH,
    /** None was due: the job ended {@code ok} and the slot had nothing to add. */
    NO_OP,
    /** None came, and the worker reported an error. */
    WORKER_ERROR,
    /** None came in time. */
    EVENT_TIMEOUT
}
