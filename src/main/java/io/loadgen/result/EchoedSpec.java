package io.loadgen.result;

import io.loadgen.contract.Shape;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.spec.Slo;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gives back the specification that a report repeats. Pure; any thread. */
public final class EchoedSpec {
    private EchoedSpec() {}

    /**
     * Turns an echo back.
     *
     * @param echo what a report says was asked for
     * @return an equal specification
     * @throws IllegalArgumentException when it holds what no run can be asked for
     */
    public static RunSpec of(SpecEcho echo) {
        return switch (echo) {
            case SpecEcho.Sustained spec ->
                new SustainedSpec(
                        spec.fixture(),
                        spec.ratePerSecond(),
                        Duration.ofMillis(spec.durationMillis()),
                        Duration.ofMillis(spec.warmupMillis()),
                        spec.usersPerAdd(),
                        inject(spec.inject()),
                        shape(spec.shape(), spec.mix()),
                        Duration.ofMillis(spec.replyTimeoutMillis()),
                        Duration.ofMillis(spec.eventTimeoutMillis()),
                        spec.maxOutstanding(),
                        Duration.ofMillis(spec.maxScheduleLagMillis()),
                        spec.observeHandoff(),
                        slo(spec.slo()),
                        abortOn(spec.abortOn()));
            case SpecEcho.Capacity spec ->
                new CapacitySpec(
                        spec.fixture(),
                        spec.targetSize(),
                        spec.usersPerAdd(),
                        inject(spec.inject()),
                        shape(spec.shape(), spec.mix()),
                        optional(spec.maxRatePerSecond()),
                        Duration.ofMillis(spec.replyTimeoutMillis()),
                        Duration.ofMillis(spec.eventTimeoutMillis()),
                        spec.maxOutstanding(),
                        spec.observeHandoff(),
                        slo(spec.slo()),
                        Objects.requireNonNullElse(spec.bucketEdges(), List.of()),
                        abortOn(spec.abortOn()));
        };
    }

    private static AbortLimits abortOn(@Nullable AbortEcho echo) {
        return echo == null ? AbortLimits.none() : echo.toLimits();
    }

    private static InjectMode inject(String word) {
        return InjectMode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static ShapeMix shape(String word, @Nullable Map<String, Integer> mix) {
        return mix == null
                ? new ShapeMix.Only(shape(word))
                : new ShapeMix.Weighted(weight(mix, Shape.USERS), weight(mix, Shape.ORGS), weight(mix, Shape.CHANNELS));
    }

    public static Shape shape(String word) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape: " + word));
    }

    private static int weight(Map<String, Integer> mix, Shape shape) {
        return mix.getOrDefault(shape.word(), 0);
    }

    private static Slo slo(SpecEcho.@Nullable Limits limits) {
        if (limits == null) {
            return Slo.none();
        }
        Long growth = limits.backlogGrowth();
        Long lost = limits.lost();
        return new Slo(
                limits.latencies().stream()
                        .map(limit -> new Slo.LatencyLimit(
                                signal(limit.signal()),
                                limit.percentile(),
                                Duration.ofNanos(Math.round(limit.limitMillis() * 1e6))))
                        .toList(),
                optional(limits.errorRate()),
                growth == null ? OptionalLong.empty() : OptionalLong.of(growth),
                lost == null ? OptionalLong.empty() : OptionalLong.of(lost));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static Signal signal(String symbol) {
        return Arrays.stream(Signal.values())
                .filter(signal -> signal.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no signal: " + symbol));
    }
}
