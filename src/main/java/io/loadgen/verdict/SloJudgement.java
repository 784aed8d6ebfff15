package io.loadgen.verdict;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.result.Verdict.LimitFinding.Outcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Slo;
import io.loadgen.spec.Slo.LatencyLimit;
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
    static final String LOST = "lost memberships";

    /** Takes a copy. */
    public SloJudgement {
        findings = List.copyOf(findings);
    }

    /**
     * Judges.
     *
     * @param slo the limits
     * @param evidence what was found
     * @param generatorAtFault whether the generator broke rules of its own, so that a limit may be broken for that
     * @return the findings
     */
    static SloJudgement of(Slo slo, Evidence evidence, boolean generatorAtFault) {
        List<LimitFinding> findings = new ArrayList<>();
        slo.latencies().forEach(limit -> findings.add(latency(limit, evidence.measurements())));
        if (slo.errorRate() != null) {
            findings.add(errorRate(slo.errorRate(), evidence));
        }
        if (slo.backlogGrowth() != null) {
            findings.add(backlog(slo.backlogGrowth(), evidence.measurements().backlog(), generatorAtFault));
        }
        findings.add(lost(slo.mostLost(), evidence.audit()));
        return new SloJudgement(findings);
    }

    /**
     * Judges as a verdict does.
     *
     * @param spec what was asked for
     * @param evidence what was found
     * @return the findings
     */
    public static SloJudgement of(RunSpec spec, Evidence evidence) {
        return evidence.search()
                .map(search -> SearchJudgement.of(spec.slo(), search, evidence.audit()))
                .orElseGet(() -> ofWindow(spec, evidence));
    }

    private static SloJudgement ofWindow(RunSpec spec, Evidence evidence) {
        return of(spec.slo(), evidence, !GeneratorRules.broken(spec, evidence).isEmpty());
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

    /**
     * Kept if no request can have been slower, broken if all slow ones that it takes surely were. A response time is that of the system
     * under test and of the generator together: what only the latter made too long breaks nothing.
     */
    private static LimitFinding latency(LatencyLimit limit, Measurements measurements) {
        String name = limit.name();
        String allowed = FigureText.exactMillis(limit.limit().toNanos());
        double share = limit.percentile() / 100;
        LatencyDistribution times = measurements.latency(limit.signal(), Basis.RESPONSE);
        if (times.count() == 0) {
            return undecidable(name, name + " has a limit of " + allowed + " but no sample was measured");
        }
        Quantile response = times.quantile(share);
        Quantile service = measurements.latency(limit.signal(), Basis.SERVICE).quantile(share);
        long limitNanos = limit.limit().toNanos();
        if (response.lowerNanos() > limitNanos) {
            return service.lowerNanos() > limitNanos
                    ? decided(name, true, name + " is " + shown(response), allowed)
                    : undecidable(
                            name,
                            name + " is " + shown(response) + ", above the limit of " + allowed
                                    + ", but without the generator's own lag it is " + shown(service)
                                    + ": lower rate, or give the generator more CPU");
        }
        if (response.upperNanos() > limitNanos) {
            return undecidable(
                    name,
                    name + " falls among " + (times.censoredCount() + times.unsentCount())
                            + " requests that did not end and is only known to be above "
                            + FigureText.exactMillis(response.lowerNanos()) + ", not above the limit of " + allowed
                            + ": raise replyTimeout or eventTimeout above the limit, or let the run end by itself");
        }
        if (!times.supports(share)) {
            return undecidable(
                    name,
                    name + " has a limit of " + allowed + " and needs "
                            + Percentile.samplesFor(share) + " requests to be kept, of which "
                            + times.count() + " were measured: run longer");
        }
        return decided(name, false, name + " is " + shown(response), allowed);
    }

    private static String shown(Quantile quantile) {
        return (quantile.isExact() ? "" : "at least ") + FigureText.exactMillis(quantile.lowerNanos());
    }

    /**
     * Errors are requests that were handed over and did not get their event, a no-op aside, since no event was due. Those near a lost
     * connection of our own do not speak against the platform, and those that were never sent do not speak for it.
     */
    private static LimitFinding errorRate(double limit, Evidence evidence) {
        Books books = evidence.books();
        long handedOver = books.handedOver();
        if (handedOver == 0) {
            return undecidable(
                    ERROR_RATE,
                    "the error rate has a limit of " + FigureText.exactPercent(limit)
                            + " but no measured slot was sent");
        }
        long failed = handedOver - books.count(EventOutcome.EVENT) - books.count(EventOutcome.NO_OP);
        long sure = Math.max(0, failed - evidence.connection().failuresNearby());
        long due = handedOver + books.neverSent();
        double least = (double) sure / due;
        double most = (double) (failed + books.neverSent()) / due;
        String figure = "error rate is " + FigureText.exactPercent((double) failed / handedOver) + " (" + failed
                + " of " + handedOver + " sent without their event" + saturation(books) + ")";
        if (least <= limit && most > limit) {
            return undecidable(
                    ERROR_RATE,
                    figure + ", with a limit of " + FigureText.exactPercent(limit) + ": " + (failed - sure)
                            + " of them failed about when the generator's connection was lost, and "
                            + books.neverSent() + " more were never sent");
        }
        return decided(ERROR_RATE, least > limit, figure, FigureText.exactPercent(limit));
    }

    private static String saturation(Books books) {
        long busy = books.count(ReplyOutcome.BUSY);
        return busy == 0 ? "" : ", " + busy + " of them refused as service busy: room-service is saturated";
    }

    private static LimitFinding backlog(long limit, BacklogSummary backlog, boolean generatorAtFault) {
        Long growth = backlog.growth();
        if (growth == null) {
            return undecidable(
                    BACKLOG,
                    "backlog growth has a limit of " + limit + " but the consumer was not seen within "
                            + BacklogSummary.NEAR_END_NANOS / 1_000_000_000 + " s of both ends of the measured window ("
                            + backlog.samples() + " samples, " + backlog.failedSamples() + " failed)");
        }
        if (growth > limit && generatorAtFault) {
            return undecidable(
                    BACKLOG,
                    "backlog grew by " + growth + " messages, above the limit of " + limit
                            + ", but the load was not sent evenly");
        }
        return decided(BACKLOG, growth > limit, "backlog grew by " + growth + " messages", Long.toString(limit));
    }

    /** What was found counts however far the audit came; that nothing was found counts only when it looked at every room. */
    static LimitFinding lost(long limit, AuditResult audit) {
        long lost = audit.count(AuditFigure.LOST);
        boolean broken = lost > limit;
        if (!broken && audit.status() != AuditResult.Status.COMPLETE) {
            return undecidable(
                    LOST,
                    String.format(
                            Locale.ROOT,
                            "the audit %s: %d of %d rooms were looked at, so whether anything was lost is not decided",
                            audit.status() == AuditResult.Status.FAILED ? "failed" : "is incomplete",
                            audit.count(AuditFigure.ROOMS),
                            audit.rooms()));
        }
        return decided(
                LOST,
                broken,
                lost + " of " + audit.promised() + " promised memberships are not in MongoDB",
                limit + " (slo.lost)" + (broken ? ": see the audit" : ""));
    }

    static LimitFinding undecidable(String name, String sentence) {
        return new LimitFinding(name, Outcome.UNDECIDABLE, sentence);
    }

    private static LimitFinding decided(String name, boolean broken, String figure, String limit) {
        return new LimitFinding(
                name,
                broken ? Outcome.BROKEN : Outcome.KEPT,
                figure + ", " + (broken ? "above" : "within") + " the limit of " + limit);
    }
}
