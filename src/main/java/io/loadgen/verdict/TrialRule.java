package io.loadgen.verdict;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Evidence;
import io.loadgen.result.Measurements;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.Slo.LatencyLimit;
import io.loadgen.spec.SustainedSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides what one trial of a search says. The first of these that holds: measuring failed, the connection was lost or the generator did not
 * offer the load (void: it says nothing of the platform); a limit is broken, or more and more is under way (bad); a limit is undecided, which
 * counts what is missing once as good and once as bad (undecided); every limit was kept (good). A pure function; any thread.
 */
public final class TrialRule {
    private static final String SLOPE = "backlog slope";

    private TrialRule() {}

    /**
     * Decides.
     *
     * @param search the search
     * @param trial the run that the trial is
     * @param evidence what it measured, and what befell the client meanwhile
     * @param endedEarly why it was ended early, empty for one that was made to its end
     * @return what it says
     */
    public static TrialFinding decide(
            SearchSpec search, SustainedSpec trial, Evidence evidence, Optional<EarlyEnd> endedEarly) {
        List<String> faults = new ArrayList<>(MeasuringFaults.of(trial.slo(), evidence));
        long disconnects = evidence.health().disconnects();
        if (disconnects > 0 || !evidence.health().connected()) {
            faults.add("the generator's connection was lost " + disconnects + " times (limit 0)");
        }
        // Of one that was ended early too few may have been sent to tell their rate to a hundredth.
        faults.addAll(GeneratorRules.broken(endedEarly.isPresent() ? search : trial, evidence));
        if (!faults.isEmpty()) {
            return new TrialFinding(Outcome.VOID, faults, null);
        }
        List<LimitFinding> limits = limits(search, trial, evidence, endedEarly.isPresent());
        List<LimitFinding> broken = of(limits, LimitFinding.Outcome.BROKEN);
        if (endedEarly.isPresent()) {
            return ofEarlyEnd(endedEarly.get(), broken);
        }
        if (!broken.isEmpty()) {
            return new TrialFinding(
                    Outcome.BAD,
                    broken.stream().map(LimitFinding::sentence).toList(),
                    broken.getFirst().name());
        }
        List<LimitFinding> undecided = of(limits, LimitFinding.Outcome.UNDECIDABLE);
        return undecided.isEmpty()
                ? new TrialFinding(Outcome.GOOD, List.of("every limit was kept"), null)
                : new TrialFinding(
                        Outcome.UNDECIDED,
                        undecided.stream().map(LimitFinding::sentence).toList(),
                        null);
    }

    /** What was expected of the queue has to have come: a platform that became faster may hold the rate. */
    private static TrialFinding ofEarlyEnd(EarlyEnd end, List<LimitFinding> broken) {
        List<String> reasons = new ArrayList<>(List.of(end.reason()));
        if (!end.borneOut() || broken.isEmpty()) {
            reasons.add("but the requests under way then ended better than that");
            return new TrialFinding(Outcome.UNDECIDED, reasons, null);
        }
        broken.forEach(limit -> reasons.add(limit.sentence()));
        return new TrialFinding(Outcome.BAD, reasons, broken.getFirst().name());
    }

    /**
     * The early end of a trial.
     *
     * @param reason why it was ended
     * @param borneOut whether, all requests having ended, more were not good than the whole trial allows
     */
    public record EarlyEnd(String reason, boolean borneOut) {}

    private static List<LimitFinding> limits(
            SearchSpec search, SustainedSpec trial, Evidence evidence, boolean endedEarly) {
        List<LimitFinding> limits =
                new ArrayList<>(SloJudgement.of(trial.slo(), evidence, false).findings());
        // What was lost is known when all trials are over.
        limits.removeIf(limit -> limit.name().equals(SloJudgement.LOST));
        slope(search, trial, evidence.measurements(), endedEarly).ifPresent(limits::add);
        return limits;
    }

    private static Optional<LimitFinding> slope(
            SearchSpec search, SustainedSpec trial, Measurements measured, boolean endedEarly) {
        OptionalDouble slope = BacklogSlope.of(measured);
        double greatest = BacklogSlope.greatest(trial.rate(), search.width(), measured.measuredNanos() / 1e9);
        if (slope.isEmpty()) {
            return endedEarly
                    ? Optional.empty()
                    : Optional.of(SloJudgement.undecidable(SLOPE, "too few seconds tell whether the backlog grew"));
        }
        boolean broken = slope.getAsDouble() > greatest;
        return Optional.of(new LimitFinding(
                SLOPE,
                broken ? LimitFinding.Outcome.BROKEN : LimitFinding.Outcome.KEPT,
                "requests under way grew by " + FigureText.rate(slope.getAsDouble()) + " a second, "
                        + (broken ? "above" : "within") + " the limit of " + FigureText.rate(greatest)));
    }

    private static List<LimitFinding> of(List<LimitFinding> limits, LimitFinding.Outcome outcome) {
        return limits.stream().filter(limit -> limit.outcome() == outcome).toList();
    }

    /**
     * The share of the measured requests within the limit on a percentile that they come nearest to, or are furthest beyond.
     *
     * @param trial the run that the trial is
     * @param measured what it measured
     * @return 0 to 1; empty where there is no such limit, or nothing was measured
     */
    public static OptionalDouble goodShare(SustainedSpec trial, Measurements measured) {
        double strictest = -1;
        OptionalDouble good = OptionalDouble.empty();
        for (LatencyLimit limit : trial.slo().latencies()) {
            LatencyDistribution times = measured.latency(limit.signal(), Basis.RESPONSE);
            if (times.count() > 0) {
                long missing = times.censoredCount() + times.unsentCount();
                double bad = (double) (times.countAbove(limit.limit().toNanos()) + missing) / times.count();
                double used = bad / (1 - limit.percentile() / 100);
                if (used > strictest) {
                    strictest = used;
                    good = OptionalDouble.of(1 - bad);
                }
            }
        }
        return good;
    }
}
