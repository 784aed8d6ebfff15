package io.loadgen.engine.rehearsal;

import java.time.Duration;

/**
 * Whether and how long runs are rehearsed. Immutable; any thread.
 *
 * @param enabled whether at all
 * @param atLeast how long, however soon nothing changes any more; whole seconds
 * @param atMost how long, however much still changes; whole seconds, {@code atLeast} or more
 * @param warmFor how long after a rehearsal another run of the same traffic needs none
 */
public record RehearsalSettings(boolean enabled, Duration atLeast, Duration atMost, Duration warmFor) {
    /** The shortest: what is found steady takes that many seconds to see. */
    public static final Duration SHORTEST = Duration.ofSeconds(WarmUpWatch.SECONDS);

    /** The longest. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** No run is rehearsed. */
    public static final RehearsalSettings OFF = new RehearsalSettings(false, SHORTEST, SHORTEST, Duration.ZERO);
}
