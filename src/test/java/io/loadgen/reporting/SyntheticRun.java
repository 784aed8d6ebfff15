package io.loadgen.reporting;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.BacklogSummary;
import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.measurement.Phase;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.measurement.ResultOutcome;
import io.loadgen.measurement.SecondSample;
import io.loadgen.measurement.Signal;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunState;
import io.loadgen.runs.SpecBuilder;
import io.loadgen.runs.SustainedSpec;
import io.loadgen.runs.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * A run drawn by chance: requests for 60 s, 10 s of it warm-up, whose latencies are lognormal about medians that wander from second
 * to second as those of a real platform do. Its seconds add up to its totals.
 */
public final class SyntheticRun {
    private static final double MILLIS = 1e6;
    private static final int WARMUP_SECONDS = 10;
    private static final int SECONDS = 60;
    private static final long EVENT_TIMEOUT_NANOS = 30_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-23T15:30:13.250Z");

    private final SplittableRandom random;
    private final String id;
    private int ratePerSecond = 200;
    private double eventMillis = 20;
    private double drift = 0.03;
    private int lostAtSecond = -1;
    private int stallAtSecond = -1;

    public SyntheticRun(long seed) {
        random = new SplittableRandom(seed);
        id = "synthetic-" + seed;
    }

    public SyntheticRun rate(int perSecond) {
        ratePerSecond = perSecond;
        return this;
    }

    /** The median of E2. */
    public SyntheticRun eventMillis(double median) {
        eventMillis = median;
        return this;
    }

    /** How far the medians of single seconds lie apart, as a share. */
    public SyntheticRun drift(double share) {
        drift = share;
        return this;
    }

    /** One in 20 events of this second never comes. */
    public SyntheticRun losingAt(int second) {
        lostAtSecond = second;
        return this;
    }

    /** In this second everything waits for up to a second. */
    public SyntheticRun stallingAt(int second) {
        stallAtSecond = second;
        return this;
    }

    public RunReport report() {
        return ReportBuilder.build(record(), SampleRuns.ENVIRONMENT);
    }

    public RunRecord record() {
        MeasurementsBuilder builder = new MeasurementsBuilder();
        Map<Signal, Map<Basis, LatencyDistribution>> totals = new EnumMap<>(Signal.class);
        LatencyDistribution lag = LatencyDistribution.empty();
        long lost = 0;
        double wander = 0;
        for (int second = 0; second < SECONDS; second++) {
            wander = 0.6 * wander + drift * gaussian();
            Second drawn = draw(second, Math.exp(wander));
            Phase phase = second < WARMUP_SECONDS ? Phase.WARMUP : Phase.MEASURED;
            builder.second(sample(second, phase, drawn));
            if (phase == Phase.MEASURED) {
                lag = lag.plus(drawn.lag);
                lost += drawn.latencies.get(Signal.EVENT).get(Basis.RESPONSE).censoredCount();
                drawn.latencies.forEach((signal, bases) -> bases.forEach(
                        (basis, latencies) -> totals.computeIfAbsent(signal, key -> new EnumMap<>(Basis.class))
                                .merge(basis, latencies, LatencyDistribution::plus)));
                interval(builder, second, Signal.REPLY, drawn);
                interval(builder, second, Signal.EVENT, drawn);
            }
        }
        totals.forEach((signal, bases) -> builder.times(signal, bases.get(Basis.RESPONSE), bases.get(Basis.SERVICE)));
        builder.lag(lag).backlog(new BacklogSummary(SECONDS, 0, 0, 45, 0, 40, 0, 2));
        builder.measured().allWell((long) ratePerSecond * (SECONDS - WARMUP_SECONDS));
        builder.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, lost);
        builder.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, lost);
        builder.warmup().allWell((long) ratePerSecond * WARMUP_SECONDS);
        return ended(builder);
    }

    private RunRecord ended(MeasurementsBuilder builder) {
        SustainedSpec spec = new SpecBuilder()
                .rate(ratePerSecond)
                .observeHandoff()
                .limit(Signal.EVENT, 99, Duration.ofMillis(250))
                .errorRate(0.001)
                .build();
        var measurements = builder.build();
        SessionHealth sound = new SessionHealth(true, 0, 0, 0);
        return new RunRecord(
                id,
                spec,
                RunState.COMPLETED,
                START.minusSeconds(1),
                START,
                START.plusSeconds(SECONDS + 1),
                null,
                null,
                new RunResult(
                        measurements,
                        sound,
                        VerdictRule.decide(spec, measurements, sound, AuditBuilder.clean()),
                        AuditBuilder.clean()));
    }

    private record Second(Map<Signal, Map<Basis, LatencyDistribution>> latencies, LatencyDistribution lag) {}

    private Second draw(int second, double slowness) {
        Histogram lag = LatencyDistribution.newHistogram();
        Map<Signal, Map<Basis, Histogram[]>> drawn = new EnumMap<>(Signal.class);
        for (int request = 0; request < ratePerSecond; request++) {
            double wait = second == stallAtSecond ? random.nextDouble() * 900 : 0;
            double late = 0.08 * Math.exp(0.7 * gaussian());
            double handoff = wait + 3 * slowness * Math.exp(0.3 * gaussian());
            double reply = handoff + 1.2 * Math.exp(0.2 * gaussian());
            double event = handoff + (eventMillis - 3) * slowness * Math.exp(0.25 * gaussian());
            double result = event + 2.5 * Math.exp(0.3 * gaussian());
            boolean isLost = second == lostAtSecond && request % 20 == 0;
            lag.recordValue(Math.round(late * MILLIS));
            add(drawn, Signal.REPLY, reply, late, false);
            add(drawn, Signal.HANDOFF, handoff, late, false);
            add(drawn, Signal.EVENT, event, late, isLost);
            add(drawn, Signal.RESULT, result, late, isLost);
        }
        Map<Signal, Map<Basis, LatencyDistribution>> latencies = new EnumMap<>(Signal.class);
        drawn.forEach((signal, bases) -> {
            Map<Basis, LatencyDistribution> ofSignal = new EnumMap<>(Basis.class);
            bases.forEach((basis, both) -> ofSignal.put(basis, new LatencyDistribution(both[0], both[1])));
            latencies.put(signal, ofSignal);
        });
        return new Second(latencies, new LatencyDistribution(lag, LatencyDistribution.newHistogram()));
    }

    private static void add(
            Map<Signal, Map<Basis, Histogram[]>> drawn, Signal signal, double millis, double late, boolean isLost) {
        Map<Basis, Histogram[]> bases = drawn.computeIfAbsent(signal, key -> new EnumMap<>(Basis.class));
        record(bases, Basis.RESPONSE, millis + late, isLost);
        record(bases, Basis.SERVICE, millis, isLost);
    }

    private static void record(Map<Basis, Histogram[]> bases, Basis basis, double millis, boolean isLost) {
        Histogram[] both = bases.computeIfAbsent(
                basis, key -> new Histogram[] {LatencyDistribution.newHistogram(), LatencyDistribution.newHistogram()});
        if (isLost) {
            both[1].recordValue(EVENT_TIMEOUT_NANOS);
        } else {
            both[0].recordValue(Math.round(millis * MILLIS));
        }
    }

    private static void interval(MeasurementsBuilder builder, int second, Signal signal, Second drawn) {
        drawn.latencies.get(signal).forEach((basis, latencies) -> builder.interval(second, signal, basis, latencies));
    }

    private SecondSample sample(int second, Phase phase, Second drawn) {
        Map<Signal, SecondSample.Latencies> latencies = new EnumMap<>(Signal.class);
        drawn.latencies.forEach((signal, bases) -> {
            Histogram observed = bases.get(Basis.RESPONSE).observed();
            latencies.put(
                    signal,
                    new SecondSample.Latencies(
                            observed.getTotalCount(),
                            observed.getValueAtPercentile(50),
                            observed.getValueAtPercentile(90),
                            observed.getValueAtPercentile(99),
                            observed.getMaxValue()));
        });
        long lost = drawn.latencies.get(Signal.EVENT).get(Basis.RESPONSE).censoredCount();
        return new SecondSample(
                second,
                phase,
                ratePerSecond,
                Map.of(Disposition.SENT, (long) ratePerSecond),
                phase == Phase.MEASURED ? ratePerSecond : 0,
                Map.of(ReplyOutcome.ACCEPTED, (long) ratePerSecond),
                Map.of(EventOutcome.EVENT, ratePerSecond - lost, EventOutcome.EVENT_TIMEOUT, lost),
                latencies,
                drawn.lag.quantile(0.99).nanos(),
                drawn.lag.maxNanos(),
                second == stallAtSecond ? ratePerSecond : random.nextLong(2, 9),
                second == stallAtSecond ? 45 : random.nextLong(0, 4),
                random.nextLong(0, 5));
    }

    private double gaussian() {
        return random.nextGaussian();
    }
}
