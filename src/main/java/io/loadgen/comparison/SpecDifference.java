package io.loadgen.comparison;

import io.loadgen.result.Bounds;
import io.loadgen.result.Environment;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorHealth.Share;
import io.loadgen.result.ListenerReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.SpecEcho;
import io.loadgen.spec.Percentile;
import java.util.ArrayList;
import java.util.List;
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
            List<Trait> of = traits(baseline.spec());
            List<Trait> other = traits(candidate.spec());
            for (int trait = 0; trait < of.size(); trait++) {
                of(
                                "spec." + of.get(trait).field(),
                                of.get(trait).value(),
                                other.get(trait).value())
                        .ifPresent(found::add);
            }
            measured(baseline, candidate).ifPresent(found::add);
        }
        return found;
    }

    /** A run that was cut short measured another stretch of the growth of rooms. */
    private static Optional<SpecDifference> measured(RunReport baseline, RunReport candidate) {
        var before = baseline.figures();
        var after = candidate.figures();
        if (before == null || after == null || candidate.spec() instanceof SpecEcho.Capacity) {
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

    private static Stream<SpecDifference> watching(SpecEcho one, SpecEcho other) {
        if (one instanceof SpecEcho.Sustained before && other instanceof SpecEcho.Sustained after) {
            return Stream.of(
                            of("spec.maxOutstanding", before.maxOutstanding(), after.maxOutstanding()),
                            of(
                                    "spec.maxScheduleLagMillis",
                                    before.maxScheduleLagMillis(),
                                    after.maxScheduleLagMillis()),
                            of("spec.observeHandoff", before.observeHandoff(), after.observeHandoff()))
                    .flatMap(Optional::stream);
        }
        if (one instanceof SpecEcho.Capacity before && other instanceof SpecEcho.Capacity after) {
            return Stream.of(
                            of("spec.maxOutstanding", before.maxOutstanding(), after.maxOutstanding()),
                            of("spec.observeHandoff", before.observeHandoff(), after.observeHandoff()))
                    .flatMap(Optional::stream);
        }
        return Stream.empty();
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
        ListenerReport listener = figures == null ? null : figures.listener();
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
        return value == null ? "none" : value.toString();
    }

    private record Trait(String field, @Nullable Object value) {}

    private static List<Trait> traits(SpecEcho echo) {
        return switch (echo) {
            case SpecEcho.Sustained spec ->
                List.of(
                        new Trait("inject", spec.inject()),
                        new Trait("shape", spec.shape()),
                        new Trait("mix", spec.mix()),
                        new Trait("usersPerAdd", spec.usersPerAdd()),
                        new Trait("ratePerSecond", spec.ratePerSecond()),
                        new Trait("durationMillis", spec.durationMillis()),
                        new Trait("warmupMillis", spec.warmupMillis()),
                        new Trait("replyTimeoutMillis", spec.replyTimeoutMillis()),
                        new Trait("eventTimeoutMillis", spec.eventTimeoutMillis()));
            case SpecEcho.Capacity spec ->
                List.of(
                        new Trait("inject", spec.inject()),
                        new Trait("shape", spec.shape()),
                        new Trait("mix", spec.mix()),
                        new Trait("usersPerAdd", spec.usersPerAdd()),
                        new Trait("maxRatePerSecond", spec.maxRatePerSecond()),
                        new Trait("targetSize", spec.targetSize()),
                        new Trait("replyTimeoutMillis", spec.replyTimeoutMillis()),
                        new Trait("eventTimeoutMillis", spec.eventTimeoutMillis()));
        };
    }

    @Override
    public String toString() {
        return field + " is " + baseline + " in the baseline and " + candidate + " in the candidate";
    }
}
