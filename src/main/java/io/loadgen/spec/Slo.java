package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The limits that a run must keep to pass.
 *
 * @param latencies limits on response-time percentiles
 * @param errorRate greatest share of measured sent slots that may end without their member event, 0 to 1
 * @param backlogGrowth greatest growth of the worker's backlog over the measured window, messages
 * @param lost most memberships that may be promised and not found afterwards; none may, where it is not given
 */
public record Slo(
        List<LatencyLimit> latencies, OptionalDouble errorRate, OptionalLong backlogGrowth, OptionalLong lost) {
    /**
     * The limit on errors where others are given and it is not: a platform that loses requests may be fast with the rest. One of 1
     * switches it off.
     */
    public static final double DEFAULT_ERROR_RATE = 0.01;

    /** Checks the limits. */
    public Slo {
        latencies = List.copyOf(latencies);
        require(
                errorRate.isEmpty() || (errorRate.getAsDouble() >= 0 && errorRate.getAsDouble() <= 1),
                "slo.errorRate",
                errorRate,
                "0 to 1");
        require(
                backlogGrowth.isEmpty() || backlogGrowth.getAsLong() >= 0,
                "slo.backlogGrowth",
                backlogGrowth,
                "0 or more");
        require(lost.isEmpty() || lost.getAsLong() >= 0, "slo.lost", lost, "0 or more");
        boolean any = !latencies.isEmpty() || backlogGrowth.isPresent() || lost.isPresent();
        if (errorRate.isEmpty() && any) {
            errorRate = OptionalDouble.of(DEFAULT_ERROR_RATE);
        }
    }

    /**
     * No limits but the one that holds anyway, that nothing promised may be lost: the verdict is then NONE in place of PASS.
     *
     * @return an empty set of limits
     */
    public static Slo none() {
        return new Slo(List.of(), OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * Whether any limit was given.
     *
     * @return true when none was
     */
    public boolean isEmpty() {
        return latencies.isEmpty() && errorRate.isEmpty() && backlogGrowth.isEmpty() && lost.isEmpty();
    }

    /**
     * The limit on lost memberships that holds, given or not.
     *
     * @return 0 when none was given
     */
    public long mostLost() {
        return lost.orElse(0);
    }

    /**
     * Sees to it that so many requests can keep every limit on a percentile.
     *
     * @param requests how many there will be at most
     * @param wanted says what it takes, by the number of requests that are needed
     * @throws InvalidSpecException naming the limit that cannot be kept
     */
    public void requireSamples(long requests, LongFunction<String> wanted) {
        for (LatencyLimit limit : latencies) {
            double share = limit.percentile() / 100;
            require(
                    share < 1 && Percentile.supports(share, requests),
                    "slo." + (limit.signal() == Signal.EVENT ? "e2" : "e1") + "." + limit.percentileName(),
                    InvalidSpecException.seconds(limit.limit()),
                    share < 1
                            ? "left out, or have one request beyond it: " + limit.percentileName() + " needs "
                                    + wanted.apply(Percentile.samplesFor(share)) + ", and there are "
                                    + requests
                            : "left out: a run has no percentile at its maximum");
        }
    }

    /**
     * A limit on a response-time percentile.
     *
     * @param signal E1 or E2
     * @param percentile 0 to 100, such as 99.9
     * @param limit the longest latency allowed
     */
    public record LatencyLimit(Signal signal, double percentile, Duration limit) {
        /**
         * What is limited.
         *
         * @return such as {@code response time E2 p99.9}
         */
        public String name() {
            return "response time " + signal.symbol() + " " + percentileName();
        }

        String percentileName() {
            return "p" + Double.toString(percentile).replaceAll("\\.0$", "");
        }

        /** Checks the limit. */
        public LatencyLimit {
            require(percentile > 0 && percentile <= 100, "slo.percentile", percentile, "above 0, at most 100");
            require(limit.isPositive(), "slo." + signal.symbol(), limit, "above 0s");
        }
    }
}
