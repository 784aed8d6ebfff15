package io.loadgen.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that two runs differ in.
 *
 * @param field its name in the report
 * @param baseline what the baseline has
 * @param candidate what the candidate has
 */
public record Unlikeness(String field, String baseline, String candidate) {
    /** What must be equal for latencies to mean the same. */
    static List<Unlikeness> between(RunReport baseline, RunReport candidate) {
        List<Unlikeness> found = new ArrayList<>();
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
        }
        return found;
    }

    /** What may differ, and may be why latencies do. */
    static List<Unlikeness> remarkable(RunReport baseline, RunReport candidate) {
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
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Unlikeness> of(String field, @Nullable Object baseline, @Nullable Object candidate) {
        return Objects.equals(baseline, candidate)
                ? Optional.empty()
                : Optional.of(new Unlikeness(field, text(baseline), text(candidate)));
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
                        new Trait("ratePerSecond", spec.ratePerSecond()));
            case SpecEcho.Capacity spec ->
                List.of(
                        new Trait("inject", spec.inject()),
                        new Trait("shape", spec.shape()),
                        new Trait("mix", spec.mix()),
                        new Trait("usersPerAdd", spec.usersPerAdd()),
                        new Trait("maxRatePerSecond", spec.maxRatePerSecond()),
                        new Trait("targetSize", spec.targetSize()));
        };
    }

    @Override
    public String toString() {
        return field + " is " + baseline + " in the baseline and " + candidate + " in the candidate";
    }
}
