package io.loadgen.comparison;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.report.SampleRuns;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.verdict.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private int lostOneIn = Integer.MAX_VALUE;
    private int startMinutes;
    private int roomSize;
    private Duration eventTimeout = Duration.ofSeconds(30);
    private int maxOutstanding = 100_000;
    private int stallAtSecond = -1;
    private long floorMicros;

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

    /** One in so many events never comes. */
    public SyntheticRun losingOneIn(int requests) {
        lostOneIn = requests;
        return this;
    }

    /** When it began. */
    public SyntheticRun startingAfter(int minutes) {
        startMinutes = minutes;
        return this;
    }

    /** How many members each of its 100 rooms had when it began. */
    public SyntheticRun roomsOf(int members) {
        roomSize = members;
        return this;
    }

    public SyntheticRun eventTimeout(long millis) {
        eventTimeout = Duration.ofMillis(millis);
        return this;
    }

    public SyntheticRun maxOutstanding(int requests) {
        maxOutstanding = requests;
        return this;
    }

    /** What probes take, in microseconds; none are sent where it is not given. */
    SyntheticRun floor(long micros) {
        floorMicros = micros;
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
        if (floorMicros > 0) {
            LatencyDistribution floor = MeasurementsBuilder.observed(500, floorMicros * 1_000, floorMicros * 1_000);
            builder.listener(floor, LatencyDistribution.empty());
        }
        Map<Signal, Track> totals = tracks();
        Histogram lag = LatencyDistribution.newHistogram();
        double wander = 0;
        for (int second = 0; second < SECONDS; second++) {
            wander = 0.6 * wander + drift * random.nextGaussian();
            Map<Signal, Track> drawn = tracks();
            Histogram lagOfSecond = draw(second, Math.exp(wander), drawn, builder);
            Phase phase = second < WARMUP_SECONDS ? Phase.WARMUP : Phase.MEASURED;
            builder.second(sample(second, phase, drawn, lagOfSecond));
            if (phase == Phase.MEASURED) {
                lag.add(lagOfSecond);
                totals.forEach((signal, total) -> total.add(track(drawn, signal)));
                for (Signal signal : List.of(Signal.REPLY, Signal.EVENT)) {
                    Track track = track(drawn, signal);
                    builder.interval(second, signal, Basis.RESPONSE, track.response());
                    builder.interval(second, signal, Basis.SERVICE, track.service());
                }
            }
        }
        totals.forEach((signal, total) -> builder.times(signal, total.response(), total.service()));
        builder.lag(new LatencyDistribution(lag, LatencyDistribution.newHistogram()))
                .backlog(new BacklogSummary(SECONDS, 0, 0, 45, 0, 40, 0, 2L, null));
        long lost = track(totals, Signal.EVENT).lost();
        builder.measured().allWell((long) ratePerSecond * (SECONDS - WARMUP_SECONDS));
        builder.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, lost);
        builder.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, lost);
        builder.warmup().allWell((long) ratePerSecond * WARMUP_SECONDS);
        return ended(builder);
    }

    private static Map<Signal, Track> tracks() {
        Map<Signal, Track> tracks = new EnumMap<>(Signal.class);
        for (Signal signal : List.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT)) {
            tracks.put(signal, new Track());
        }
        return tracks;
    }

    private static Track track(Map<Signal, Track> tracks, Signal signal) {
        return Objects.requireNonNull(tracks.get(signal));
    }

    /** One signal. */
    private static final class Track {
        private final Histogram response = new Histogram(LatencyDistribution.DIGITS);
        private final Histogram service = new Histogram(LatencyDistribution.DIGITS);
        private final Histogram lost = new Histogram(LatencyDistribution.DIGITS);

        void record(double millis, double late, boolean isLost) {
            if (isLost) {
                lost.recordValue(EVENT_TIMEOUT_NANOS);
            } else {
                response.recordValue(Math.round((millis + late) * MILLIS));
                service.recordValue(Math.round(millis * MILLIS));
            }
        }

        void add(Track more) {
            response.add(more.response);
            service.add(more.service);
            lost.add(more.lost);
        }

        LatencyDistribution response() {
            return new LatencyDistribution(response, lost);
        }

        LatencyDistribution service() {
            return new LatencyDistribution(service, lost);
        }

        long lost() {
            return lost.getTotalCount();
        }
    }

    private RunRecord ended(MeasurementsBuilder builder) {
        SustainedSpec spec = new SpecBuilder()
                .rate(ratePerSecond)
                .eventTimeout(eventTimeout)
                .maxOutstanding(maxOutstanding)
                .observeHandoff()
                .limit(Signal.EVENT, 99, Duration.ofMillis(250))
                .errorRate(0.001)
                .build();
        var measurements = builder.build();
        SessionHealth sound = new SessionHealth(true, 0, 0, 0);
        AuditResult audit = new AuditBuilder()
                .count(AuditFigure.MEMBERS_BEFORE, 100L * roomSize)
                .build();
        Instant start = START.plusSeconds(60L * startMinutes);
        return new RunRecord(
                id,
                spec,
                RunState.COMPLETED,
                new RunTimes(start.minusSeconds(1), start, start.plusSeconds(SECONDS + 1)),
                null,
                null,
                new RunResult(
                        measurements,
                        sound,
                        VerdictRule.decide(spec, new Evidence(measurements, sound, audit)),
                        audit));
    }

    private Histogram draw(int second, double slowness, Map<Signal, Track> drawn, MeasurementsBuilder builder) {
        Histogram lag = new Histogram(LatencyDistribution.DIGITS);
        for (int request = 0; request < ratePerSecond; request++) {
            double wait = second == stallAtSecond ? random.nextDouble() * 900 : 0;
            double late = lognormal(0.08, 0.7);
            double handoff = wait + slowness * lognormal(3, 0.3);
            double reply = handoff + lognormal(1.2, 0.2);
            double event = handoff + slowness * lognormal(eventMillis - 3, 0.25);
            double result = event + lognormal(2.5, 0.3);
            boolean isLost = (second == lostAtSecond && request % 20 == 0) || request % lostOneIn == lostOneIn - 1;
            lag.recordValue(Math.round(late * MILLIS));
            track(drawn, Signal.REPLY).record(reply, late, false);
            track(drawn, Signal.HANDOFF).record(handoff, late, false);
            track(drawn, Signal.EVENT).record(event, late, isLost);
            track(drawn, Signal.RESULT).record(result, late, isLost);
            if (second >= WARMUP_SECONDS && isLost) {
                builder.stopped(0, 0, 1);
            } else if (second >= WARMUP_SECONDS) {
                builder.staged(late, handoff, reply, event, result);
            }
        }
        return lag;
    }

    private double lognormal(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    private SecondSample sample(int second, Phase phase, Map<Signal, Track> drawn, Histogram lag) {
        Map<Signal, SecondSample.Times> latencies = new EnumMap<>(Signal.class);
        drawn.forEach((signal, track) ->
                latencies.put(signal, SecondSample.Times.of(new LatencyDistribution(track.response, track.lost))));
        long lost = track(drawn, Signal.EVENT).lost();
        boolean stalled = second == stallAtSecond;
        return new SecondSample(
                second,
                phase,
                ratePerSecond,
                Map.of(Disposition.SENT, (long) ratePerSecond),
                phase == Phase.MEASURED ? ratePerSecond : 0,
                Map.of(ReplyOutcome.ACCEPTED, (long) ratePerSecond),
                Map.of(EventOutcome.EVENT, ratePerSecond - lost, EventOutcome.EVENT_TIMEOUT, lost),
                latencies,
                LatencySummary.millis(lag.getValueAtPercentile(99)),
                LatencySummary.millis(lag.getMaxValue()),
                stalled ? ratePerSecond : random.nextLong(2, 9),
                stalled ? 45 : random.nextLong(0, 4),
                random.nextLong(0, 5),
                null);
    }
}
