package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.loadgen.contract.Shape;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Slo;
import io.loadgen.spec.SustainedSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run was asked to do, as a report repeats it. One record for each type of run. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = SpecEcho.Sustained.class, name = "sustained"),
    @JsonSubTypes.Type(value = SpecEcho.Capacity.class, name = "capacity")
})
public sealed interface SpecEcho {
    /**
     * The type of run.
     *
     * @return the word used in the API
     */
    String type();

    /**
     * The fixture set that it fed on.
     *
     * @return {@code {preset}-{seed}}
     */
    String fixture();

    /**
     * What was to end it before its time.
     *
     * @return the limits, null for none
     */
    @Nullable
    AbortEcho abortOn();

    /**
     * What its requests named.
     *
     * @return {@code users}, {@code orgs}, {@code channels} or {@code mixed}
     */
    String shape();

    /**
     * Echoes a specification.
     *
     * @param spec what was asked for
     * @return the same numbers, ready to be written
     */
    static SpecEcho of(RunSpec spec) {
        return switch (spec) {
            case SustainedSpec sustained -> Sustained.of(sustained);
            case CapacitySpec capacity -> Capacity.of(capacity);
        };
    }

    private static @Nullable Map<String, Integer> weights(ShapeMix shape) {
        return switch (shape) {
            case ShapeMix.Only only -> null;
            case ShapeMix.Weighted mix -> {
                Map<String, Integer> weights = new LinkedHashMap<>();
                for (Shape each : Shape.values()) {
                    weights.put(each.word(), mix.weight(each));
                }
                yield weights;
            }
        };
    }

    /**
     * An open-loop run.
     *
     * @param type {@code sustained}
     * @param fixture the fixture set
     * @param inject {@code frontdoor} or {@code canonical}
     * @param shape {@code users}, {@code orgs}, {@code channels} or {@code mixed}
     * @param mix the weight of each shape, null unless {@code shape} is mixed
     * @param usersPerAdd users a request adds
     * @param ratePerSecond requests a second
     * @param durationMillis how long, warm-up included
     * @param warmupMillis the part left out of the figures
     * @param replyTimeoutMillis longest wait for a reply
     * @param eventTimeoutMillis longest wait for an event or a result
     * @param maxOutstanding most slots sent and not finished
     * @param maxScheduleLagMillis a slot later than this is dropped
     * @param observeHandoff whether the canonical subject is watched
     * @param slo the limits, null for none
     * @param abortOn what was to end it before its time, null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sustained(
            String type,
            String fixture,
            String inject,
            String shape,
            @Nullable Map<String, Integer> mix,
            int usersPerAdd,
            double ratePerSecond,
            long durationMillis,
            long warmupMillis,
            long replyTimeoutMillis,
            long eventTimeoutMillis,
            int maxOutstanding,
            long maxScheduleLagMillis,
            boolean observeHandoff,
            @Nullable Limits slo,
            @Nullable AbortEcho abortOn)
            implements SpecEcho {
        /** Takes a copy. */
        public Sustained {
            mix = mix == null ? null : Books.ordered(mix);
        }

        static Sustained of(SustainedSpec spec) {
            return new Sustained(
                    "sustained",
                    spec.fixture(),
                    spec.inject().name().toLowerCase(Locale.ROOT),
                    spec.shape().word(),
                    weights(spec.shape()),
                    spec.usersPerAdd(),
                    spec.ratePerSecond(),
                    spec.duration().toMillis(),
                    spec.warmup().toMillis(),
                    spec.replyTimeout().toMillis(),
                    spec.eventTimeout().toMillis(),
                    spec.maxOutstanding(),
                    spec.maxScheduleLag().toMillis(),
                    spec.observeHandoff(),
                    Limits.of(spec.slo()).orElse(null),
                    AbortEcho.of(spec.abortOn()).orElse(null));
        }
    }

    /**
     * A closed-loop run.
     *
     * @param type {@code capacity}
     * @param fixture the fixture set
     * @param inject {@code frontdoor} or {@code canonical}
     * @param shape {@code users}, {@code orgs}, {@code channels} or {@code mixed}
     * @param mix the weight of each shape, null unless {@code shape} is mixed
     * @param usersPerAdd users a request adds, at most
     * @param targetSize members that each room was to reach
     * @param maxRatePerSecond the most requests a second of each room, null for no cap
     * @param replyTimeoutMillis longest wait for a reply
     * @param eventTimeoutMillis longest wait for an event or a result
     * @param maxOutstanding most slots sent and not finished
     * @param observeHandoff whether the canonical subject is watched
     * @param slo the limits, null for none
     * @param bucketEdges room sizes at which a further bucket begins, null for ten equal buckets
     * @param abortOn what was to end it before its time, null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Capacity(
            String type,
            String fixture,
            String inject,
            String shape,
            @Nullable Map<String, Integer> mix,
            int usersPerAdd,
            int targetSize,
            @Nullable Double maxRatePerSecond,
            long replyTimeoutMillis,
            long eventTimeoutMillis,
            int maxOutstanding,
            boolean observeHandoff,
            @Nullable Limits slo,
            @Nullable List<Integer> bucketEdges,
            @Nullable AbortEcho abortOn)
            implements SpecEcho {
        /** Takes a copy. */
        public Capacity {
            mix = mix == null ? null : Books.ordered(mix);
            bucketEdges = bucketEdges == null ? null : List.copyOf(bucketEdges);
        }

        static Capacity of(CapacitySpec spec) {
            return new Capacity(
                    "capacity",
                    spec.fixture(),
                    spec.inject().name().toLowerCase(Locale.ROOT),
                    spec.shape().word(),
                    weights(spec.shape()),
                    spec.usersPerAdd(),
                    spec.targetSize(),
                    spec.maxRatePerSecond().isPresent()
                            ? (Double) spec.maxRatePerSecond().getAsDouble()
                            : null,
                    spec.replyTimeout().toMillis(),
                    spec.eventTimeout().toMillis(),
                    spec.maxOutstanding(),
                    spec.observeHandoff(),
                    Limits.of(spec.slo()).orElse(null),
                    spec.bucketEdges().isEmpty() ? null : spec.bucketEdges(),
                    AbortEcho.of(spec.abortOn()).orElse(null));
        }
    }

    /**
     * The limits of a run.
     *
     * @param latencies limits on response-time percentiles
     * @param errorRate greatest share of sent slots without their event, null for no limit
     * @param backlogGrowth greatest growth of the backlog, messages, null for no limit
     * @param lost most memberships that may be lost, null where it was not given and 0 holds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Limits(
            List<LatencyLimit> latencies,
            @Nullable Double errorRate,
            @Nullable Long backlogGrowth,
            @Nullable Long lost) {
        /** Takes a copy. */
        public Limits {
            latencies = List.copyOf(latencies);
        }

        static Optional<Limits> of(Slo slo) {
            return slo.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Limits(
                            slo.latencies().stream().map(LatencyLimit::of).toList(),
                            slo.errorRate().isPresent()
                                    ? (Double) slo.errorRate().getAsDouble()
                                    : null,
                            slo.backlogGrowth().isPresent()
                                    ? (Long) slo.backlogGrowth().getAsLong()
                                    : null,
                            slo.lost().isPresent() ? (Long) slo.lost().getAsLong() : null));
        }
    }

    /**
     * A limit on a response-time percentile.
     *
     * @param signal E1 or E2
     * @param percentile such as 99.9
     * @param limitMillis the longest latency allowed
     */
    record LatencyLimit(String signal, double percentile, double limitMillis) {
        static LatencyLimit of(Slo.LatencyLimit limit) {
            return new LatencyLimit(
                    limit.signal().symbol(),
                    limit.percentile(),
                    LatencySummary.millis(limit.limit().toNanos()));
        }
    }
}
