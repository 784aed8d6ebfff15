package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** How the async job result of a slot ended. Every slot that was accepted, or whose reply timed out, has exactly one. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum ResultOutcome {
    /** {@code ok}, with no error before it. */
    OK,
    /** An error, also one that was followed by {@code ok}. */
    ERROR,
    /** None came in time. */
    RESULT_TIMEOUT
}
