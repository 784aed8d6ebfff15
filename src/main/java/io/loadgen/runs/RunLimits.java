package io.loadgen.runs;

import java.time.Duration;

/**
 * What an operator lets a run do at most, below what the specification itself accepts.
 *
 * <p>Immutable; any thread.
 *
 * @param maxRatePerSecond the highest rate, requests a second, above 0
 * @param maxDuration the longest run, above zero
 */
public record RunLimits(double maxRatePerSecond, Duration maxDuration) {
    /** Checks both limits. */
    public RunLimits {
        InvalidSpecException.require(maxRatePerSecond > 0, "maxRate", maxRatePerSecond, "above 0");
        InvalidSpecException.require(maxDuration.isPositive(), "maxDuration", maxDuration, "above 0s");
    }

    /**
     * Checks a specification.
     *
     * @param spec what is asked for
     * @throws InvalidSpecException naming the field that is beyond a limit
     */
    public void check(RunSpec spec) {
        switch (spec) {
            case SustainedSpec sustained -> {
                InvalidSpecException.require(
                        sustained.ratePerSecond() <= maxRatePerSecond,
                        "rate",
                        sustained.ratePerSecond(),
                        "above 0, at most " + maxRatePerSecond + " (the limit set for this service)");
                InvalidSpecException.require(
                        sustained.duration().compareTo(maxDuration) <= 0,
                        "duration",
                        sustained.duration(),
                        "above 0s, at most " + InvalidSpecException.seconds(maxDuration)
                                + " (the limit set for this service)");
            }
            case CapacitySpec capacity ->
                InvalidSpecException.require(
                        capacity.maxRatePerSecond().orElse(0) <= maxRatePerSecond,
                        "maxRate",
                        capacity.maxRatePerSecond().orElse(0),
                        "above 0, at most " + maxRatePerSecond + " (the limit set for this service)");
        }
    }
}
