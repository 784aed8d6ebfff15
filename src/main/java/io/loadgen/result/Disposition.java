package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** What became of a planned slot on the generator's side. Every planned slot has exactly one. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum Disposition {
    /** Handed to the client, or refused by it ({@link ReplyOutcome#PUBLISH_ERROR}). */
    SENT,
    /** Dropped: later than the greatest schedule lag allowed. */
    UNDERRUN,
    /** Dropped: too many slots outstanding. */
    SATURATED,
    /** Not sent: no room had candidates left. */
    EXHAUSTED,
    /** Not sent: the run was stopped before. */
    ABORTED
}
