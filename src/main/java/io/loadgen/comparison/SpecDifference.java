package io.loadgen.comparison;

import io.loadgen.latency.Bounds;
import io.loadgen.result.Environment;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.RunReport;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that two runs differ in.
 *
 * @param field its name in the report
 * @param baseline what the baseline has
 * @param candidate what the candidate has
 */
public record SpecDifference(String field, String baseline, String candidate) {
    /** Part of the measured time by which runs may differ that were asked for the same. */
    private static final double MOST_SHORTER = 0.1;

    /** Percentage points of stolen processor time that are worth a word. */
    private static final double STEAL_POINTS = 1;

    /** Milliseconds that the instrument's own part of a latency may differ by without a word. */
    private static final double FLOOR_MILLIS = 0.5;

    /** What must be equal for latencies of two sides to mean the same. */
    static List<SpecDifference> between(List<RunReport> baseline, List<RunReport> candidate) {
        Stream<SpecDifference> pairwise = baseline.stream()
                .flatMap(before -> candidate.stream().flatMap(after -> between(before, after).stream()));
        return Stream.concat(pairwise, StartingRooms.apart(baseline, candidate).stream())
                .distinct()
                .toList();
    }

    private static List<SpecDifference> between(RunReport baseline, RunReport candidate) {
        List<SpecDifference> found = new ArrayList<>();
        of(
                        "environment.contractVersion",
                        baseline.environment().contractVersion(),
                        candidate.environment().contractVersion())
                .ifPresent(found::add);
        of("spec.type", baseline.spec().type(), candidate.spec().type()).ifPresent(found::add);
        if (found.stream().noneMatch(unlike -> unlike.field().equals("spec.type"))) {
            traits(baseline.spec())
                    .forEach((field, value) -> of(
                                    "spec." + field,
                                    value,
                                    traits(candidate.spec()).get(field))
                            .ifPresent(found::add));
            measured(baseline, candidate).ifPresent(found::add);
        }
        return found;
    }

    /** A run that was cut short measured another stretch of the growth of rooms. */
    private static Optional<SpecDifference> measured(RunReport baseline, RunReport candidate) {
        var before = baseline.figures();
        var after = candidate.figures();
        if (before == null || after == null || candidate.spec().fillsRooms()) {
            return Optional.empty();
        }
        double longer = Math.max(before.measuredMillis(), after.measuredMillis());
        double shorter = Math.min(before.measuredMillis(), after.measuredMillis());
        return shorter >= (1 - MOST_SHORTER) * longer
                ? Optional.empty()
                : of("figures.measuredMillis", before.measuredMillis(), after.measuredMillis());
    }

    /**
     * What may differ, and may be why latencies do: what the runs were told, where they took place, and how well the instrument was off.
     */
    static List<SpecDifference> remarkable(RunReport baseline, RunReport candidate) {
        return Stream.of(
                        watching(baseline.spec(), candidate.spec()),
                        places(baseline, candidate),
                        instrument(baseline, candidate))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<SpecDifference> watching(RunSpec one, RunSpec other) {
        return Stream.of(
                        of("spec.maxOutstanding", one.maxOutstanding(), other.maxOutstanding()),
                        of("spec.maxScheduleLag", one.maxScheduleLag(), other.maxScheduleLag()),
                        of("spec.observeHandoff", one.observeHandoff(), other.observeHandoff()))
                .flatMap(Optional::stream);
    }

    /** What the generator's own side lacked, and what it added. */
    private static Stream<SpecDifference> instrument(RunReport baseline, RunReport candidate) {
        return Stream.of(
                        apart("figures.generator.stealPercent", steal(baseline), steal(candidate), STEAL_POINTS),
                        apart("figures.listener.floor.p50", floor(baseline), floor(candidate), FLOOR_MILLIS))
                .flatMap(Optional::stream);
    }

    private static Optional<SpecDifference> apart(
            String field, OptionalDouble before, OptionalDouble after, double notable) {
        return before.isPresent()
                        && after.isPresent()
                        && Math.abs(before.getAsDouble() - after.getAsDouble()) >= notable
                ? of(field, before.getAsDouble(), after.getAsDouble())
                : Optional.empty();
    }

    private static OptionalDouble floor(RunReport run) {
        var figures = run.figures();
        ListenerFigures listener = figures == null ? null : figures.listener();
        return listener == null
                ? OptionalDouble.empty()
                : listener.floor().percentile(Percentile.P50).stream()
                        .mapToDouble(Bounds::lowerMillis)
                        .findFirst();
    }

    private static OptionalDouble steal(RunReport run) {
        var figures = run.figures();
        GeneratorFigures generator = figures == null ? null : figures.generator();
        Share steal = generator == null ? null : generator.stealPercent();
        return steal == null ? OptionalDouble.empty() : OptionalDouble.of(Math.round(steal.mean() * 10) / 10.0);
    }

    private static Stream<SpecDifference> places(RunReport baseline, RunReport candidate) {
        Environment one = baseline.environment();
        Environment other = candidate.environment();
        return Stream.of(
                        of(
                                "spec.fixture",
                                baseline.spec().fixture(),
                                candidate.spec().fixture()),
                        of("environment.buildVersion", one.buildVersion(), other.buildVersion()),
                        of("environment.host", one.host(), other.host()),
                        of("environment.cores", one.cores(), other.cores()),
                        of("environment.javaVersion", one.javaVersion(), other.javaVersion()),
                        of("environment.natsServerVersion", one.natsServerVersion(), other.natsServerVersion()),
                        of("environment.site", one.site(), other.site()))
                .flatMap(Optional::stream);
    }

    private static Optional<SpecDifference> of(String field, @Nullable Object baseline, @Nullable Object candidate) {
        return Objects.equals(baseline, candidate)
                ? Optional.empty()
                : Optional.of(new SpecDifference(field, text(baseline), text(candidate)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Duration time -> DurationText.format(time);
            default -> value.toString();
        };
    }

    /** What must be the same, in a fixed order: also what only one of two runs of the same type has. */
    private static Map<String, @Nullable Object> traits(RunSpec spec) {
        Map<String, @Nullable Object> traits = new LinkedHashMap<>();
        traits.put("inject", spec.inject().label());
        traits.put("shape", spec.shape());
        traits.put("mix", spec.mix());
        traits.put("usersPerAdd", spec.usersPerAdd());
        traits.putAll(spec.pace());
        traits.put("replyTimeout", spec.replyTimeout());
        traits.put("eventTimeout", spec.eventTimeout());
        return traits;
    }

    @Override
    public String toString() {
        return field + " is " + baseline + " in the baseline and " + candidate + " in the candidate";
    }
}
