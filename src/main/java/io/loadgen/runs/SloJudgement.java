package io.loadgen.runs;

import io.loadgen.audit.AuditCounts;
import io.loadgen.audit.AuditFigure;
import io.loadgen.audit.AuditResult;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.Quantile;
import io.loadgen.runs.LimitFinding.Outcome;
import io.loadgen.runs.Slo.LatencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the figures and the audit say of each limit. A pure function; any thread.
 *
 * @param findings one for each limit, those on latencies first, that on lost memberships last: it holds also where it is not given
 */
public record SloJudgement(List<LimitFinding> findings) {
    private static final String ERROR_RATE = "error rate";
    private static final String BACKLOG = "backlog growth";
    private static final String LOST = "lost memberships";

    /** Takes a copy. */
    public SloJudgement {
        findings = List.copyOf(findings);
    }

    /**
     * Judges.
     *
     * @param slo the limits
     * @param measurements what was measured
     * @param audit what the database held afterwards
     * @return a finding for each limit
     */
    public static SloJudgement of(Slo slo, Measurements measurements, AuditResult audit) {
        List<LimitFinding> findings = new ArrayList<>();
        slo.latencies().forEach(limit -> findings.add(latency(limit, measurements)));
        slo.errorRate().ifPresent(limit -> findings.add(errorRate(limit, measurements.measured())));
        slo.backlogGrowth().ifPresent(limit -> findings.add(backlog(limit, measurements)));
        findings.add(lost(slo.mostLost(), audit));
        return new SloJudgement(findings);
    }

    /** Limits that were broken, each in a sentence. */
    List<String> broken() {
        return sentences(Outcome.BROKEN);
    }

    /** Limits of which the figures prove neither, each in a sentence. */
    List<String> undecidable() {
        return sentences(Outcome.UNDECIDABLE);
    }

    private List<String> sentences(Outcome outcome) {
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome)
                .map(LimitFinding::sentence)
                .toList();
    }

    private static LimitFinding latency(LatencyLimit limit, Measurements measurements) {
        String name = "response time " + limit.signal().symbol() + " p"
                + Double.toString(limit.percentile()).replaceAll("\\.0$", "");
        LatencyDistribution times = measurements.responseTimes().get(limit.signal());
        long limitNanos = limit.limit().toNanos();
        if (times == null || times.count() == 0) {
            return undecidable(
                    name, name + " has a limit of " + Wording.millis(limitNanos) + " but no sample was measured");
        }
        Quantile quantile = times.quantile(limit.percentile() / 100);
        if (quantile.beyond() && quantile.nanos() < limitNanos) {
            return undecidable(
                    name,
                    name + " falls among " + times.censoredCount()
                            + " requests that did not end and is only known to be above "
                            + Wording.millis(quantile.nanos()) + ", below the limit of " + Wording.millis(limitNanos)
                            + ": raise replyTimeout or eventTimeout above the limit, or let the run end by itself");
        }
        return decided(
                name,
                quantile.beyond() || quantile.nanos() > limitNanos,
                name + " is " + (quantile.beyond() ? "more than " : "") + Wording.millis(quantile.nanos()),
                Wording.millis(limitNanos));
    }

    private static LimitFinding errorRate(double limit, LedgerSnapshot books) {
        long sent = books.count(Disposition.SENT);
        long failed = sent - books.count(EventOutcome.EVENT);
        if (sent == 0) {
            return undecidable(
                    ERROR_RATE,
                    "the error rate has a limit of " + Wording.percent(limit) + " but no measured slot was sent");
        }
        return decided(
                ERROR_RATE,
                (double) failed / sent > limit,
                "error rate is " + Wording.percent((double) failed / sent) + " (" + failed + " of " + sent
                        + " sent without their event)",
                Wording.percent(limit));
    }

    private static LimitFinding backlog(long limit, Measurements measurements) {
        long growth = measurements.backlog().growth();
        return measurements.backlog().samples() == 0
                ? undecidable(BACKLOG, "backlog growth has a limit of " + limit + " but the consumer was never seen")
                : decided(BACKLOG, growth > limit, "backlog grew by " + growth + " messages", Long.toString(limit));
    }

    /** What was found counts however far the audit came; that nothing was found counts only when it looked at every room. */
    private static LimitFinding lost(long limit, AuditResult audit) {
        AuditCounts counts = audit.counts();
        long lost = counts.count(AuditFigure.LOST);
        boolean broken = lost > limit;
        if (!broken && audit.status() != AuditResult.Status.COMPLETE) {
            return undecidable(
                    LOST,
                    String.format(
                            Locale.ROOT,
                            "the audit %s: %d of %d rooms were looked at, so whether anything was lost is not decided",
                            audit.status() == AuditResult.Status.FAILED ? "failed" : "is incomplete",
                            counts.count(AuditFigure.ROOMS),
                            audit.rooms()));
        }
        return decided(
                LOST,
                broken,
                lost + " of " + counts.promised() + " promised memberships are not in MongoDB",
                limit + " (slo.lost)" + (broken ? ": see the audit" : ""));
    }

    private static LimitFinding undecidable(String name, String sentence) {
        return new LimitFinding(name, Outcome.UNDECIDABLE, sentence);
    }

    private static LimitFinding decided(String name, boolean broken, String figure, String limit) {
        return new LimitFinding(
                name,
                broken ? Outcome.BROKEN : Outcome.KEPT,
                figure + ", " + (broken ? "above" : "within") + " the limit of " + limit);
    }
}
