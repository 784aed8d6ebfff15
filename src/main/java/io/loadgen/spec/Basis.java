package io.loadgen.spec;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** From which moment a latency counts. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum Basis {
    /** From the intended send time: what a user would have waited. */
    RESPONSE,
    /** From the actual send time: what the system under test took. */
    SERVICE
}
