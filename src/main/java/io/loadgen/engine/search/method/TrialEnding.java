package io.loadgen.engine.search.method;

import java.util.Locale;
import java.util.Optional;

/**
 * Ends a trial of which no more needs to be seen.
 *
 * <p>Stateless or owned by one thread, as who implements it says.
 */
@FunctionalInterface
public interface TrialEnding {
    /** How many times as fast as it was seen a platform is taken to be able to become. */
    double MOST_SPEED_UP = 2;

    /**
     * Whether the trial is decided as bad.
     *
     * @param counts how it stands against a limit
     * @return why, in a sentence; empty while it may still hold
     */
    Optional<String> decide(TrialCounts counts);

    /**
     * The rule that needs no statistics: more requests are late already than the limit allows, with those in the queue that would be late even
     * if the platform were twice as fast from now on. Whether they were is known when they have ended. Any thread.
     *
     * @param counts how the trial stands
     * @return why it cannot hold any more
     */
    static Optional<String> beyondRepair(TrialCounts counts) {
        double inTime = MOST_SPEED_UP * counts.endedPerSecond() * counts.limitSeconds();
        long queued = counts.endedPerSecond() > 0
                ? Math.min(counts.open(), (long) Math.max(0, counts.outstanding() - inTime))
                : 0;
        if (counts.notGood() + queued <= counts.allowed()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "ended early: %d requests are not good and %d more cannot become so, where %d of %d may be bad (%d under way, %.0f/s done)",
                counts.notGood(),
                queued,
                counts.allowed(),
                counts.planned(),
                counts.outstanding(),
                counts.endedPerSecond()));
    }
}
