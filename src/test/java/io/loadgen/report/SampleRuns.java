package io.loadgen.report;

import static io.loadgen.measurement.MeasurementsBuilder.observed;
import static io.loadgen.measurement.MeasurementsBuilder.withLosses;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.Attempt;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.ConnectionTroubles.Trouble;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.Phase;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.Rehearsed;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.Basis;
import io.loadgen.spec.RoomChoice;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.verdict.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs as they end: one that went well, and one for each thing that a report must not hide. */
public final class SampleRuns {
    public static final Environment ENVIRONMENT = new Environment(
            "0.1.0",
            "25.0.3",
            2,
            "Linux 6.12",
            "loadgen-0",
            "B",
            "2.11.4",
            "site-local",
            Map.of("loadgen.contract", "B", "loadgen.runs.pacing-spin", "100us"));

    private static final long MILLIS = 1_000_000;
    private static final SessionHealth SOUND = new SessionHealth(true, 0, 0, 0);
    private static final Instant START = Instant.parse("2026-11-23T15:30:13.250Z");

    /** When a process ended. */
    static final Instant LATER = START.plusSeconds(60);

    private SampleRuns() {}

    /** Goes on; limits on E2. */
    static RunRecord going(RunState state) {
        return new RunRecord(
                "20261123-153012-7f3a",
                new SpecBuilder()
                        .limit(Signal.EVENT, 99, Duration.ofMillis(100))
                        .build(),
                state,
                new RunTimes(START.minusSeconds(1), state == RunState.PREFLIGHT ? null : START, null),
                null,
                null,
                null);
    }

    /** Everything ended, within its limits; the handoff was watched. */
    public static RunRecord sound() {
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .times(Signal.HANDOFF, observed(10_000, MILLIS, 6 * MILLIS), observed(10_000, MILLIS, 5 * MILLIS))
                .second(second(9, Phase.WARMUP, -1))
                .second(second(10, Phase.MEASURED, 4))
                .interval(10, Signal.EVENT, Basis.RESPONSE, observed(9_900, 12 * MILLIS, 80 * MILLIS))
                .interval(11, Signal.EVENT, Basis.RESPONSE, observed(100, 12 * MILLIS, 80 * MILLIS));
        stages(measurements, 10_000, 79);
        SustainedSpec spec = new SpecBuilder()
                .observeHandoff()
                .limit(Signal.EVENT, 99.9, Duration.ofMillis(100))
                .errorRate(0.001)
                .backlogGrowth(10)
                .build();
        return ended(RunState.COMPLETED, spec, measurements, SOUND, new AuditBuilder());
    }

    /** Requests that ended well, each slower than the last in every stage, up to the longest service time of their event. */
    private static void stages(MeasurementsBuilder measurements, int requests, double longestMillis) {
        for (int request = 0; request < requests; request++) {
            double slow = (double) request / (requests - 1);
            double event = 12 + (longestMillis - 12) * slow;
            measurements.staged(0.02 + 0.98 * slow, 1 + 4 * slow, 2 + 6 * slow, event, event + 2 + 2 * slow);
        }
    }

    /** Users, orgs and channels, by chance and to some rooms more than to others, and one of five first org adds whose event never came. */
    static RunRecord mixed() {
        Backfill first = new Backfill(
                5,
                4,
                Books.empty(),
                LatencyRow.of(
                        Map.of(
                                Signal.REPLY, observed(5, 3 * MILLIS, 9 * MILLIS),
                                Signal.EVENT, withLosses(4, 400 * MILLIS, 900 * MILLIS, 1, 30_000 * MILLIS)),
                        Map.of(
                                Signal.REPLY, observed(5, 3 * MILLIS, 8 * MILLIS),
                                Signal.EVENT, withLosses(4, 400 * MILLIS, 899 * MILLIS, 1, 30_000 * MILLIS))));
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .shapes(List.of(
                        new ShapeCount(Shape.USERS, 5_013, 5_013),
                        new ShapeCount(Shape.ORGS, 2_490, 2_489),
                        new ShapeCount(Shape.CHANNELS, 2_497, 2_497)))
                .firstOrgAdds(first)
                .poisson(0.61, 0.35);
        measurements.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 1);
        SustainedSpec spec = new SpecBuilder()
                .shape(new ShapeMix.Weighted(2, 1, 1))
                .arrivals(new Arrivals.Poisson())
                .rooms(new RoomChoice.Zipf(0.5))
                .limit(Signal.EVENT, 99, Duration.ofMillis(100))
                .build();
        return ended(RunState.COMPLETED, spec, measurements, SOUND, new AuditBuilder());
    }

    /** 2 % of the events never came, and the tail is theirs. */
    static RunRecord lossy() {
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .times(
                        Signal.REPLY,
                        withLosses(9_950, 2 * MILLIS, 9 * MILLIS, 50, 5_000 * MILLIS),
                        withLosses(9_950, 2 * MILLIS, 8 * MILLIS, 50, 5_000 * MILLIS))
                .times(
                        Signal.HANDOFF,
                        withLosses(9_950, MILLIS, 6 * MILLIS, 50, 30_000 * MILLIS),
                        withLosses(9_950, MILLIS, 5 * MILLIS, 50, 30_000 * MILLIS))
                .times(
                        Signal.EVENT,
                        withLosses(9_750, 12 * MILLIS, 1_800 * MILLIS, 250, 30_000 * MILLIS),
                        withLosses(9_750, 12 * MILLIS, 1_790 * MILLIS, 250, 30_000 * MILLIS))
                .times(
                        Signal.RESULT,
                        withLosses(9_740, 14 * MILLIS, 1_810 * MILLIS, 260, 30_000 * MILLIS),
                        withLosses(9_740, 14 * MILLIS, 1_800 * MILLIS, 260, 30_000 * MILLIS))
                .backlog(new BacklogSummary(49, 1, 0, 400, 200, 1000, 7, 196L, null))
                .rejected(
                        "max_room_size_reached",
                        30,
                        "room is at maximum capacity (1000): cannot add 10 members to room with 999 existing, however"
                                + " much one\nwould \u001b[31mlike\u001b[0m to")
                .lateReplies(observed(12, 5_100 * MILLIS, 7_300 * MILLIS))
                .lateEvents(3)
                .attempts(List.of(new Attempt(1, 40, 0, 0, List.of()), new Attempt(2, 10, 25, 10, retried())))
                .stopped(30, 20, 200);
        stages(measurements, 9_750, 1_790);
        measurements.measured().refused(ReplyOutcome.REJECTED, 30).refused(ReplyOutcome.REPLY_TIMEOUT, 20);
        measurements.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 200);
        measurements.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, 210);
        SustainedSpec spec = new SpecBuilder()
                .observeHandoff()
                .limit(Signal.EVENT, 99, Duration.ofSeconds(2))
                .errorRate(0.001)
                .build();
        AuditBuilder audit = new AuditBuilder()
                .lostSlot()
                .stranger()
                .countedLow()
                .count(AuditFigure.UNDECIDED_FOUND, 1_990)
                .count(AuditFigure.UNDECIDED_MISSING, 210)
                .count(AuditFigure.SLOTS_UNDECIDED, 220)
                .count(AuditFigure.SLOTS_REFUSED, 30);
        return looked(ended(RunState.COMPLETED, spec, measurements, SOUND, audit));
    }

    /** Room-worker took no jobs from one moment on. */
    static RunRecord stalled(WorkerStall stall) {
        LatencyDistribution lost = withLosses(3_408, 12 * MILLIS, 80 * MILLIS, 6_592, 30_000 * MILLIS);
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .times(Signal.EVENT, lost, lost)
                .times(Signal.RESULT, lost, lost)
                .backlog(new BacklogSummary(80, 0, 0, 6_400, 6_400, 192, 0, 6_592L, stall));
        measurements.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 6_592);
        measurements.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, 6_592);
        return ended(
                RunState.COMPLETED, new SpecBuilder().errorRate(0.01).build(), measurements, SOUND, new AuditBuilder());
    }

    /** Two sent slots that nobody accounted for. */
    private static List<LatencyRow> retried() {
        LatencyDistribution event = observed(28, 960 * MILLIS, 990 * MILLIS);
        LatencyDistribution ok = observed(25, 970 * MILLIS, 1_010 * MILLIS);
        Map<Signal, LatencyDistribution> times = Map.of(Signal.EVENT, event, Signal.RESULT, ok);
        return LatencyRow.of(times, times);
    }

    static RunRecord residue() {
        MeasurementsBuilder measurements = new MeasurementsBuilder();
        measurements.measured().forgotten(2);
        measurements.warmup().forgotten(1);
        return ended(
                RunState.COMPLETED,
                new SpecBuilder().build(),
                measurements,
                new SessionHealth(true, 0, 5, 0),
                new AuditBuilder());
    }

    /** Stopped after half of its schedule, and given up while draining; its results were not heard at all. */
    static RunRecord stopped() {
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .times(
                        Signal.EVENT,
                        withLosses(4_800, 12 * MILLIS, 40 * MILLIS, 200, 40 * MILLIS),
                        withLosses(4_800, 12 * MILLIS, 40 * MILLIS, 200, 40 * MILLIS))
                .times(Signal.REPLY, observed(5_000, 2 * MILLIS, 9 * MILLIS), observed(5_000, 2 * MILLIS, 8 * MILLIS))
                .without(Signal.RESULT)
                .lag(observed(5_000, MILLIS / 50, 2 * MILLIS))
                .backlog(new BacklogSummary(0, 25, 0, 0, 0, 0, 0, null, null))
                .measuredSeconds(25);
        measurements.measured().notSent(Disposition.ABORTED, 5_000);
        measurements.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 200);
        measurements.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, 5_000);
        measurements.warmup().withoutResult(ResultOutcome.RESULT_TIMEOUT, 2_000);
        AuditBuilder audit = new AuditBuilder()
                .count(AuditFigure.KEPT, 31_000)
                .ended(
                        AuditResult.Status.INCOMPLETE,
                        40,
                        "it was given up after 2 of 5 shards, since the service was shutting down");
        return looked(ended(RunState.STOPPED, new SpecBuilder().build(), measurements, SOUND, audit));
    }

    /** The run with a preflight that had something to say. */
    private static RunRecord looked(RunRecord run) {
        PreflightReport preflight = new PreflightReport(
                List.of(
                        new PreflightCheck("nats", CheckStatus.PASS, "server 2.11.0, a ping takes 0.3 ms", null),
                        new PreflightCheck(
                                "worker-settings",
                                CheckStatus.WARN,
                                "room-worker's consumer has at most 7 deliveries, not 5",
                                "compare only with runs of the same settings"),
                        new PreflightCheck("room-keys", CheckStatus.SKIPPED, "keys are read from Valkey", null)),
                ContractVersion.A,
                new ProbeTimes(1_200_000L, 1_900_000L, 8_250_000L, 9_000_000L),
                new LargestMessage("the member event", 2_345, "n1", 1_048_576),
                1_590_000_000_000L,
                Rehearsed.steady("run-1", 0.7),
                310_000_000);
        return with(run, Objects.requireNonNull(run.result()).withPreflight(preflight));
    }

    private static RunRecord with(RunRecord run, RunResult result) {
        return new RunRecord(
                run.id(),
                run.spec(),
                run.state(),
                new RunTimes(run.createdAt(), run.startedAt(), run.endedAt()),
                run.failure(),
                run.live(),
                result);
    }

    /** The run with what was told of its generator, and the verdict that it then has. */
    public static RunRecord watched(RunRecord run, GeneratorFigures health) {
        RunResult result = Objects.requireNonNull(run.result());
        RunResult watched = new RunResult(
                result.measurements(),
                result.health(),
                VerdictRule.decide(
                        run.spec(),
                        new Evidence(
                                result.measurements(),
                                result.health(),
                                Optional.of(health),
                                List.of(),
                                result.audit())),
                result.capacity(),
                Optional.of(health),
                result.audit());
        return with(run, watched.withPreflight(result.preflight()));
    }

    /** The connection was down for a while, since the server was restarted in good order, and came back. */
    static RunRecord disconnected() {
        MeasurementsBuilder measurements = new MeasurementsBuilder()
                .second(second(10, Phase.MEASURED, 4))
                .second(second(11, Phase.MEASURED, -1))
                .disconnected(10_250, 13_500, 40, 600, 25)
                .listener(ListenerFigures.of(500, 33, observed(467, MILLIS / 4, MILLIS), observed(467, 0, MILLIS / 2)));
        measurements.measured().refused(ReplyOutcome.PUBLISH_ERROR, 600);
        measurements.measured().refused(ReplyOutcome.REPLY_TIMEOUT, 10);
        measurements.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 15);
        measurements.measured().withoutResult(ResultOutcome.RESULT_TIMEOUT, 15);
        return ended(
                RunState.COMPLETED,
                new SpecBuilder().build(),
                measurements,
                new SessionHealth(
                        true,
                        1,
                        0,
                        0,
                        new ConnectionTroubles(List.of(new Trouble(
                                Kind.LAME_DUCK, "connection", 1, "nats://nats-0:4222 is about to shut down")))),
                new AuditBuilder());
    }

    /** Could not begin. */
    static RunRecord failed() {
        return new RunRecord(
                "20261123-153012-7f3a",
                new SpecBuilder().build(),
                RunState.FAILED,
                new RunTimes(START.minusSeconds(1), null, START),
                "nobody listens on chat.user.*.request.room.*.site-local.member.add: start room-service, or check SITE_ID",
                null,
                null);
    }

    private static RunRecord ended(
            RunState state,
            SustainedSpec spec,
            MeasurementsBuilder builder,
            SessionHealth health,
            AuditBuilder auditing) {
        AuditResult audit = auditing.build();
        var measurements = builder.build();
        return new RunRecord(
                "20261123-153012-7f3a",
                spec,
                state,
                new RunTimes(START.minusSeconds(1), START, START.plusSeconds(61)),
                null,
                null,
                new RunResult(
                        measurements,
                        health,
                        VerdictRule.decide(spec, new Evidence(measurements, health, audit)),
                        audit));
    }

    private static SecondSample second(long second, Phase phase, long backlog) {
        return new SecondSample(
                second,
                phase,
                200,
                Map.of(Disposition.SENT, 200L),
                phase == Phase.MEASURED ? 200 : 0,
                Map.of(ReplyOutcome.ACCEPTED, 199L, ReplyOutcome.REJECTED, 1L),
                Map.of(EventOutcome.EVENT, 198L),
                Map.of(Signal.EVENT, latencies(198, 12_345_678, 20_000_000, 30_500_000, 31_000_000)),
                0.15,
                0.9,
                7,
                backlog < 0 ? null : (Long) backlog,
                backlog < 0 ? null : (Long) backlog,
                null);
    }

    private static SecondSample.Times latencies(long count, long p50, long p90, long p99, long max) {
        return new SecondSample.Times(
                count,
                0,
                Bounds.of(new Quantile(0.5, p50, p50)),
                Bounds.of(new Quantile(0.9, p90, p90)),
                Bounds.of(new Quantile(0.99, p99, p99)),
                max / 1e6);
    }
}
