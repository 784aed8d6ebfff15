package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** On which subjects the platform tells of rooms that are known to have no members on other sites. Source: chat contract §13.1. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum SubjectMode {
    /** As of every other room. */
    GLOBAL,
    /** On those of the site. */
    LOCAL,
    /** On both, in two copies. */
    DUAL;

    /**
     * The mode by what was heard of such rooms, and maybe of others.
     *
     * @param events how many different events came
     * @param global how many came on the subjects of every room, second copies included
     * @param local how many came on those of the site, second copies included
     * @return dual where at least half of those on the site's came twice
     */
    public static SubjectMode of(long events, long global, long local) {
        if (local == 0) {
            return GLOBAL;
        }
        return 2 * (global + local - events) >= local ? DUAL : LOCAL;
    }
}
