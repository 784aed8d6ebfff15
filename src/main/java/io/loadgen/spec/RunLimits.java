package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.time.Duration;
import java.util.Objects;

/**
 * What an operator lets a run do at most, below what the specification itself accepts, and what ends a run that does not say so
 * itself.
 *
 * <p>Immutable; any thread.
 *
 * @param maxRatePerSecond the highest rate, requests a second, above 0
 * @param maxDuration the longest run, above zero
 * @param maxOutstanding the most slots sent and not finished, 1 or more
 * @param abortOn ends a run, each limit where the run brings none of its own
 */
public record RunLimits(double maxRatePerSecond, Duration maxDuration, int maxOutstanding, AbortLimits abortOn) {
    private static final String SET = " (the limit set for this service)";

    /** Checks the limits. */
    public RunLimits {
        require(maxRatePerSecond > 0, "maxRate", maxRatePerSecond, "above 0");
        require(maxDuration.isPositive(), "maxDuration", maxDuration, "above 0s");
        require(maxOutstanding >= 1, "maxOutstanding", maxOutstanding, "1 or more");
    }

    /**
     * Lets a specification in.
     *
     * @param spec what is asked for
     * @return the same, with the limits that end it
     * @throws InvalidSpecException naming the field that is beyond a limit
     */
    public RunSpec admit(RunSpec spec) {
        require(
                spec.maxOutstanding() <= maxOutstanding,
                "maxOutstanding",
                spec.maxOutstanding(),
                "1 to " + maxOutstanding + SET);
        switch (spec) {
            case SustainedSpec sustained -> {
                requireRate("rate", sustained.rate());
                double peak = sustained.arrivals().peakRate(sustained.rate());
                require(
                        peak <= maxRatePerSecond,
                        "arrivals",
                        sustained.arrivals().words() + ", " + peak + "/s at its busiest",
                        "at most " + maxRatePerSecond + "/s at its busiest" + SET);
                require(
                        sustained.duration().compareTo(maxDuration) <= 0,
                        "duration",
                        sustained.duration(),
                        "above 0s, at most " + DurationText.format(maxDuration) + SET);
                sustained.requireMeasurable();
            }
            case SearchSpec search -> {
                requireRate("maxRate", search.maxRate());
                require(
                        search.budget().time().compareTo(maxDuration) <= 0,
                        "budget.time",
                        search.budget().time(),
                        "above 0s, at most " + DurationText.format(maxDuration) + SET);
                search.requireMeasurable();
            }
            case CapacitySpec capacity -> requireRate("maxRate", Objects.requireNonNullElse(capacity.maxRate(), 0.0));
        }
        require(
                spec instanceof SearchSpec || spec.slo().rate() == null,
                "slo.rate",
                spec.slo().rate(),
                "left out: only a run of type search has a rate to find");
        return spec.withAbortOn(spec.abortOn().or(abortOn));
    }

    private void requireRate(String field, double ratePerSecond) {
        require(ratePerSecond <= maxRatePerSecond, field, ratePerSecond, "above 0, at most " + maxRatePerSecond + SET);
    }
}
