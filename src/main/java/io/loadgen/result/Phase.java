package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** Which part of a run a slot belongs to, by its intended send time. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum Phase {
    /** Sent and accounted for, left out of every headline figure. */
    WARMUP,
    /** What the run is about. */
    MEASURED
}
