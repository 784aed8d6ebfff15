package io.loadgen.sandbox;

import java.time.Duration;

/**
 * How many users and rooms room-worker remembers, and for how long.
 *
 * <p>Immutable; any thread.
 *
 * @param users most users, 0 to read each every time
 * @param userTtl for how long
 * @param rooms most rooms, 0 to read each every time
 * @param roomTtl for how long
 */
public record ReadCacheSettings(int users, Duration userTtl, int rooms, Duration roomTtl) {
    /** Every job reads what is there, as in contract A and B. */
    public static final ReadCacheSettings OFF = new ReadCacheSettings(0, Duration.ZERO, 0, Duration.ZERO);

    /** The platform's own defaults in contract C. */
    public static final ReadCacheSettings USUAL =
            new ReadCacheSettings(10_000, Duration.ofMinutes(5), 10_000, Duration.ofSeconds(60));

    /** Checks the numbers. */
    public ReadCacheSettings {
        check("users", users >= 0, users);
        check("userTtl", !userTtl.isNegative(), userTtl);
        check("rooms", rooms >= 0, rooms);
        check("roomTtl", !roomTtl.isNegative(), roomTtl);
    }

    private static void check(String name, boolean holds, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be 0 or more, was " + value);
        }
    }
}
