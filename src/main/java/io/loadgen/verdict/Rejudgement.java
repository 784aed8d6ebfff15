package io.loadgen.verdict;

import io.loadgen.result.AuditResult;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Paths;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.RunReport.Interruption;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.spec.Basis;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.ShapeMix;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges a run again from its report alone, with the rule of this version: for a report read from a file, or one that a newer
 * rule is to judge. Pure; any thread.
 */
public final class Rejudgement {
    /** A report from before there were audits is judged by the rest. */
    private static final AuditResult NO_AUDIT = AuditResult.none(AuditResult.Status.COMPLETE);

    private Rejudgement() {}

    /**
     * Judges.
     *
     * @param report the report of a run
     * @return the verdict; empty for a run that measured nothing
     * @throws IllegalArgumentException when the report holds what no run can have
     */
    public static Optional<Verdict> of(RunReport report) {
        Figures figures = report.figures();
        Interruption interruption = report.interruption();
        RoomGrowth growth = report.capacity();
        if (figures != null && interruption != null) {
            return Optional.of(interruption.verdict());
        }
        if (figures == null) {
            return Optional.empty();
        }
        Verdict verdict = VerdictRule.decide(
                report.spec(),
                new Evidence(
                        measurements(report.spec(), figures),
                        figures.irregularities().health(),
                        Optional.ofNullable(figures.generator()),
                        growth == null ? List.of() : growth.rooms(),
                        Objects.requireNonNullElse(report.audit(), NO_AUDIT),
                        Objects.requireNonNullElse(report.preflight(), PreflightReport.NONE),
                        Optional.ofNullable(report.search())));
        return Optional.of(
                report.state() == RunState.ABORTED
                        ? verdict.ofAborted(Objects.requireNonNullElse(report.failure(), "for a reason not kept"))
                        : verdict);
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1e6);
    }

    /** What a report says of a run. Of its time line and its single adds nothing: nothing is judged by them. */
    public static Measurements measurements(RunSpec spec, Figures figures) {
        BacklogSummary backlog = figures.backlog();
        return new Measurements(
                figures.measured().renewed(),
                figures.warmup().renewed(),
                shapes(spec, figures),
                figures.irregularities(),
                LatencyRow.distributions(figures.latencies(), Basis.RESPONSE),
                LatencyRow.distributions(figures.latencies(), Basis.SERVICE),
                Objects.requireNonNullElseGet(figures.firstOrgAdds(), Backfill::none),
                figures.scheduleLagHistogram().expand(),
                List.of(),
                List.of(),
                backlog == null ? BacklogSummary.unseen() : backlog,
                nanos(Objects.requireNonNullElse(figures.measuredFromMillis(), 0.0)),
                nanos(figures.measuredMillis()),
                figures.plannedSlots() == null ? OptionalLong.empty() : OptionalLong.of(figures.plannedSlots()),
                Objects.requireNonNullElseGet(figures.listener(), ListenerFigures::none),
                Optional.ofNullable(figures.stages()),
                Objects.requireNonNullElse(figures.paths(), Paths.NONE),
                Optional.ofNullable(figures.arrivals()));
    }

    /** A run of one shape has no rows of shapes: its books are that shape's. */
    private static List<ShapeCount> shapes(RunSpec spec, Figures figures) {
        Books books = figures.measured();
        return Objects.requireNonNullElseGet(
                figures.shapes(),
                () -> List.of(new ShapeCount(
                        ShapeMix.only(spec.shape()).orElseThrow(),
                        books.count(Disposition.SENT),
                        books.count(EventOutcome.EVENT))));
    }
}
