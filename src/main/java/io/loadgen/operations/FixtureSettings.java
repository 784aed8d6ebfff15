package io.loadgen.operations;

import io.loadgen.fixtures.FixtureLimits;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How large fixture sets may be, {@code loadgen.fixtures.*}.
 *
 * @param maxRooms the most rooms of a set
 * @param maxUsers the most users of a set
 * @param maxCandidates the most candidates of all rooms of a set together
 */
record FixtureSettings(
        @DefaultValue("100000") int maxRooms,
        @DefaultValue("1000000") int maxUsers,
        @DefaultValue("100000000") long maxCandidates) {
    /** Checks the settings. */
    FixtureSettings {
        checkWithin("max-rooms", maxRooms, FixtureLimits.MAX_ROOMS);
        checkWithin("max-users", maxUsers, FixtureLimits.MAX_USERS);
        checkWithin("max-candidates", maxCandidates, FixtureLimits.MAX_CANDIDATES);
    }

    private static void checkWithin(String property, long value, long most) {
        LoadgenProperties.check(value >= 1 && value <= most, "fixtures." + property, value, "1 to " + most);
    }
}
