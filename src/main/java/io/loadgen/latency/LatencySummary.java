package io.loadgen.latency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.spec.Percentile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the samples of one quantity are spread. Times are milliseconds with up to 3 decimals.
 *
 * @param count samples, censored ones included
 * @param censored requests that were sent and never seen to end: they took at least as long as they were waited for
 * @param unsent requests whose time had come and that were never sent; null when there is none
 * @param percentiles upwards; empty without samples
 * @param maxObservedMillis the longest sample that was seen to end, null without one
 * @param meanObservedMillis the mean of the samples that were seen to end, null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LatencySummary(
        long count,
        long censored,
        @Nullable Long unsent,
        List<Value> percentiles,
        @Nullable Double maxObservedMillis,
        @Nullable Double meanObservedMillis) {
    /** Takes a copy. */
    public LatencySummary {
        percentiles = List.copyOf(percentiles);
    }

    public static LatencySummary of(LatencyDistribution times) {
        List<Value> percentiles = times.count() == 0 ? List.of() : percentiles(times);
        boolean observed = times.count() > times.censoredCount() + times.unsentCount();
        return new LatencySummary(
                times.count(),
                times.censoredCount(),
                times.unsentCount() == 0 ? null : times.unsentCount(),
                percentiles,
                observed ? (Double) millis(times.maxNanos()) : null,
                observed ? (Double) millis(Math.round(times.meanNanos())) : null);
    }

    private static List<Value> percentiles(LatencyDistribution times) {
        LatencyDistribution.Ranks ranks = times.ranks();
        return Arrays.stream(Percentile.values())
                .map(percentile -> Value.of(percentile, times, ranks))
                .toList();
    }

    public static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /** A percentile, empty where there are too few samples for it. */
    public Optional<Bounds> percentile(Percentile wanted) {
        return percentiles.stream()
                .filter(percentile -> percentile.name().equals(wanted.label()))
                .findFirst()
                .flatMap(Value::bounds);
    }

    /** What did not come, sent or not. */
    public long lost() {
        return censored + (unsent == null ? 0 : unsent);
    }

    /**
     * The latency at or below which a share of the samples lies, as far as the samples tell.
     *
     * @param name such as {@code p99.9}
     * @param lowerMillis it is at least this long; null where there are too few samples for it
     * @param upperMillis it is at most this long; null where it may be of any length, and where there are too few samples for it
     * @param interval where the percentile of all requests like these lies in 95 of 100 cases; null where there are too few samples for it,
     *     and in reports of before there were intervals
     * @param reason why there is none, null where there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Value(
            String name,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Double lowerMillis,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Double upperMillis,

            @Nullable Bounds interval,
            @Nullable String reason) {
        static Value of(Percentile percentile, LatencyDistribution times, LatencyDistribution.Ranks ranks) {
            double share = percentile.share();
            if (!times.supports(share)) {
                return new Value(
                        percentile.label(),
                        null,
                        null,
                        null,
                        "needs " + Percentile.samplesFor(share) + " samples, has " + times.count());
            }
            Bounds bounds = Bounds.of(ranks.quantile(share));
            return new Value(
                    percentile.label(),
                    bounds.lowerMillis(),
                    bounds.upperMillis(),
                    Bounds.of(ranks.interval(share)),
                    null);
        }

        /** Also as version 1 of the report had it. */
        @JsonCreator
        static Value read(
                @JsonProperty("name") String name,
                @JsonProperty("lowerMillis") @Nullable Double lowerMillis,
                @JsonProperty("upperMillis") @Nullable Double upperMillis,
                @JsonProperty("interval") @Nullable Bounds interval,
                @JsonProperty("reason") @Nullable String reason,
                @JsonProperty("millis") @Nullable Double millis,
                @JsonProperty("beyond") @Nullable Boolean beyond) {
            return millis == null
                    ? new Value(name, lowerMillis, upperMillis, interval, reason)
                    : new Value(name, millis, Boolean.TRUE.equals(beyond) ? null : millis, null, null);
        }

        /** The bounds, empty where there are too few samples. */
        public Optional<Bounds> bounds() {
            return lowerMillis == null ? Optional.empty() : Optional.of(new Bounds(lowerMillis, upperMillis));
        }
    }
}
