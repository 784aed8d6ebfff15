package io.loadgen.comparison;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** How large the rooms of runs were when they began, as their audits tell. Pure. */
final class StartingRooms {
    /** An add costs more in a larger room, though less than in proportion. */
    private static final double MOST_APART = 0.1;

    private StartingRooms() {}

    private static DoubleStream sizes(List<RunReport> runs) {
        return runs.stream()
                .map(StartingRooms::size)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble);
    }

    private static OptionalDouble size(RunReport run) {
        AuditResult audit = run.audit();
        long rooms = audit == null ? 0 : audit.count(AuditFigure.ROOMS);
        long members = audit == null ? 0 : audit.count(AuditFigure.MEMBERS_BEFORE);
        return rooms == 0 || members == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) members / rooms);
    }

    /** What makes sides unlike, when their rooms were more than a tenth apart. */
    static Optional<SpecDifference> apart(List<RunReport> baseline, List<RunReport> candidate) {
        OptionalDouble before = sizes(baseline).average();
        OptionalDouble after = sizes(candidate).average();
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        double ratio = after.getAsDouble() / before.getAsDouble();
        return Math.max(ratio, 1 / ratio) <= 1 + MOST_APART
                ? Optional.empty()
                : Optional.of(new SpecDifference(
                        "the size of rooms at the start", members(before.getAsDouble()), members(after.getAsDouble())));
    }

    /** A set that was reset before each run has rooms of the same size before each. */
    static Optional<String> notReset(List<RunReport> runs) {
        double least = sizes(runs).min().orElse(0);
        double most = sizes(runs).max().orElse(0);
        return most == least
                ? Optional.empty()
                : Optional.of("the fixture set was not reset before each run: rooms began with " + members(least)
                        + " to " + members(most) + ", and an add to a larger room costs more");
    }

    private static String members(double mean) {
        return String.format(Locale.ROOT, "%.1f members", mean);
    }
}
