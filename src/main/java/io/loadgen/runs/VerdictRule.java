package io.loadgen.runs;

import static io.loadgen.measurement.Disposition.SATURATED;
import static io.loadgen.measurement.Disposition.UNDERRUN;

import io.loadgen.audit.AuditResult;
import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.GeneratorHealth;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.runs.Verdict.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what the figures of a run prove. The first of these that holds: measuring failed (INCONCLUSIVE), a limit is broken
 * or the audit found what must not be (FAIL), a limit cannot be decided, the audit did not look at every room, or the generator
 * was the limit (INCONCLUSIVE), every limit was kept (PASS), there was none (NONE). All reasons of the deciding step are given, each with the limit, the figure and what to change.
 *
 * <p>A pure function; any thread.
 */
public final class VerdictRule {
    /** Below this share of the target the load was not the one asked for. */
    static final double LEAST_ACHIEVED_SHARE = 0.99;

    /** A greater lag at p99 makes the generator's own error part of the headline figures. */
    static final long GREATEST_P99_LAG_NANOS = 10_000_000;

    /** A greater share of slots dropped by the generator is a load not offered. */
    static final double GREATEST_DROPPED_SHARE = 0.001;

    private VerdictRule() {}

    /**
     * Decides.
     *
     * @param spec what was asked for
     * @param measurements what was measured
     * @param health what befell the client meanwhile
     * @param audit what the database held afterwards
     * @return the decision and its reasons
     */
    public static Verdict decide(RunSpec spec, Measurements measurements, SessionHealth health, AuditResult audit) {
        return decide(spec, measurements, health, Optional.empty(), audit);
    }

    /**
     * Decides, and says what may explain it where the generator was the limit.
     *
     * @param spec what was asked for
     * @param measurements what was measured
     * @param health what befell the client meanwhile
     * @param generator how the generator itself fared
     * @param audit what the database held afterwards
     * @return the decision and its reasons
     */
    public static Verdict decide(
            RunSpec spec,
            Measurements measurements,
            SessionHealth health,
            Optional<GeneratorHealth> generator,
            AuditResult audit) {
        List<String> failures = measuringFailures(measurements, health);
        if (!failures.isEmpty()) {
            if (health.droppedMessages() > 0) {
                addTroubles(generator, failures);
            }
            return new Verdict(Decision.INCONCLUSIVE, failures);
        }
        SloJudgement judgement = SloJudgement.of(spec.slo(), measurements, audit);
        AuditJudgement audited = AuditJudgement.of(audit);
        List<String> broken = new ArrayList<>(judgement.broken());
        broken.addAll(audited.broken());
        if (!broken.isEmpty()) {
            return new Verdict(Decision.FAIL, broken);
        }
        List<String> doubts = new ArrayList<>(judgement.undecidable());
        doubts.addAll(audited.undecidable());
        switch (spec) {
            case SustainedSpec sustained -> {
                int before = doubts.size();
                checkSchedule(sustained, measurements, doubts);
                if (doubts.size() > before) {
                    addTroubles(generator, doubts);
                }
            }
            // A closed loop has no schedule to keep: it sends when the system under test lets it.
            case CapacitySpec capacity -> checkMeasured(measurements, doubts);
        }
        if (!doubts.isEmpty()) {
            return new Verdict(Decision.INCONCLUSIVE, doubts);
        }
        return new Verdict(spec.slo().isEmpty() ? Decision.NONE : Decision.PASS, List.of());
    }

    private static void addTroubles(Optional<GeneratorHealth> generator, List<String> reasons) {
        generator.map(GeneratorTroubles::of).ifPresent(reasons::addAll);
    }

    private static List<String> measuringFailures(Measurements measurements, SessionHealth health) {
        List<String> failures = new ArrayList<>();
        addResidues("measured", measurements.measured(), failures);
        addResidues("warm-up", measurements.warmup(), failures);
        if (health.droppedMessages() > 0) {
            failures.add(String.format(
                    Locale.ROOT,
                    "the client dropped %d messages (limit 0) because its collector was too slow: lower rate, or give the"
                            + " generator more CPU",
                    health.droppedMessages()));
        }
        long unheard = measurements.irregularities().connection().unheardMeasuredSignals();
        if (unheard > 0) {
            failures.add(String.format(
                    Locale.ROOT,
                    "the connection was lost %d times and %d signals of requests under way then did not come (limit 0):"
                            + " they may have been lost with it; repeat the run on a stable connection",
                    health.disconnects(),
                    unheard));
        }
        if (health.failedSignals() > 0) {
            failures.add(String.format(
                    Locale.ROOT,
                    "the handling of %d signals failed (limit 0): see the service's log",
                    health.failedSignals()));
        }
        long unreadable = measurements.irregularities().unreadableSignals();
        if (unreadable > 0) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%d signals could not be read (limit 0): check that the contract version set is the platform's",
                    unreadable));
        }
        return failures;
    }

    private static void addResidues(String phase, LedgerSnapshot books, List<String> failures) {
        for (LedgerSnapshot.Residue residue : books.residues()) {
            failures.add(String.format(
                    Locale.ROOT,
                    "the books of the %s slots do not balance: %s is %d = %d, residue %d (limit 0)",
                    phase,
                    residue.rule(),
                    residue.left(),
                    residue.right(),
                    residue.difference()));
        }
    }

    private static boolean checkMeasured(Measurements measurements, List<String> doubts) {
        boolean any = measurements.measured().planned() > 0;
        if (!any) {
            doubts.add("nothing was measured: the run ended before its first measured slot");
        }
        return any;
    }

    private static void checkSchedule(SustainedSpec spec, Measurements measurements, List<String> doubts) {
        LedgerSnapshot books = measurements.measured();
        if (!checkMeasured(measurements, doubts)) {
            return;
        }
        double achieved = measurements.achievedRatePerSecond();
        if (achieved < LEAST_ACHIEVED_SHARE * spec.ratePerSecond()) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "achieved %.1f/s is %s of the target of %.1f/s, below the limit of 99 %%: lower rate, or give the"
                            + " generator more CPU",
                    achieved,
                    Wording.percent(achieved / spec.ratePerSecond()),
                    spec.ratePerSecond()));
        }
        long lag = measurements.scheduleLag().quantile(0.99).nanos();
        if (lag > GREATEST_P99_LAG_NANOS) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "schedule lag p99 is %s, above the limit of %s: lower rate, or give the generator more CPU",
                    Wording.millis(lag),
                    Wording.millis(GREATEST_P99_LAG_NANOS)));
        }
        long saturated = books.count(SATURATED);
        long underrun = books.count(UNDERRUN);
        double dropped = (double) (saturated + underrun) / books.planned();
        if (dropped > GREATEST_DROPPED_SHARE) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%s of the planned slots were dropped, above the limit of 0.1 %%: %d saturated (raise maxOutstanding, now"
                            + " %d), %d underrun (raise maxScheduleLag, now %s, or give the generator more CPU)",
                    Wording.percent(dropped),
                    saturated,
                    spec.maxOutstanding(),
                    underrun,
                    InvalidSpecException.seconds(spec.maxScheduleLag())));
        }
    }
}
