package io.loadgen.report;

import static io.loadgen.measurement.MeasurementsBuilder.observed;
import static io.loadgen.measurement.MeasurementsBuilder.withLosses;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.growth.GrowthLaw;
import io.loadgen.growth.GrowthLaw.BreakingSize;
import io.loadgen.growth.GrowthLaw.Curve;
import io.loadgen.growth.GrowthLaw.Law;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddSamples;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Measurements;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.verdict.VerdictRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 24 rooms from 10 to 205 members, but for two: one lost an event, and the worker gave up on the other. */
final class SampleCapacityRun {
    private static final long MILLIS = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-23T15:30:13.250Z");
    private static final int ROOMS = 24;
    private static final int ADDS = 20;

    private SampleCapacityRun() {}

    static RunRecord ended() {
        CapacitySpec spec = new SpecBuilder().fixture("mine-42").maxRate(2).filling(205, 100, 204);
        MeasurementsBuilder builder = new MeasurementsBuilder()
                .times(Signal.REPLY, observed(462, 2 * MILLIS, 9 * MILLIS), observed(462, 2 * MILLIS, 8 * MILLIS))
                .times(Signal.EVENT, events(460, 2), events(460, 2))
                .times(Signal.RESULT, events(460, 2), events(460, 2))
                .lag(observed(462, MILLIS / 50, MILLIS))
                .measuredSeconds(11);
        builder.measured().allWell(462).withoutEvent(EventOutcome.EVENT_TIMEOUT, 1);
        builder.measured().withoutEvent(EventOutcome.WORKER_ERROR, 1);
        builder.measured().withoutResult(ResultOutcome.ERROR, 1).withoutResult(ResultOutcome.RESULT_TIMEOUT, 1);
        builder.warmup().allWell(0);
        Measurements measurements = builder.build();
        SessionHealth sound = new SessionHealth(true, 0, 0, 0);
        return new RunRecord(
                "20261123-153012-7f3a",
                spec,
                RunState.COMPLETED,
                new RunTimes(START.minusSeconds(1), START, START.plusSeconds(41)),
                null,
                null,
                new RunResult(
                        measurements,
                        sound,
                        VerdictRule.decide(
                                spec,
                                new Evidence(measurements, sound, Optional.empty(), rooms(), AuditBuilder.clean())),
                        Optional.of(new RoomGrowth(205, buckets(), rooms(), RoomGrowth.Samples.of(samples()), law())),
                        AuditBuilder.clean()));
    }

    private static GrowthLaw law() {
        return new GrowthLaw(
                Law.LINEAR,
                null,
                458,
                10,
                200,
                new Curve(8, 0.1, 0),
                List.of(
                        new BreakingSize("p90", 100, 433, 398, 490, null),
                        new BreakingSize("p99.9", 500, null, null, null, "too few adds for p99.9")));
    }

    private static List<RoomGrowth.Bucket> buckets() {
        Map<Signal, LatencyDistribution> small = Map.of(
                Signal.REPLY, observed(216, 2 * MILLIS, 6 * MILLIS),
                Signal.EVENT, observed(216, 10 * MILLIS, 40 * MILLIS),
                Signal.RESULT, observed(216, 12 * MILLIS, 44 * MILLIS));
        Map<Signal, LatencyDistribution> large = Map.of(
                Signal.REPLY, observed(246, 3 * MILLIS, 9 * MILLIS),
                Signal.EVENT, events(244, 2),
                Signal.RESULT, events(244, 2));
        Map<Signal, LatencyDistribution> none = Map.of(
                Signal.REPLY, LatencyDistribution.empty(),
                Signal.EVENT, LatencyDistribution.empty(),
                Signal.RESULT, LatencyDistribution.empty());
        return List.of(
                RoomGrowth.Bucket.of(10, 100, small, small, 0, 0),
                RoomGrowth.Bucket.of(100, 204, large, large, 1, 2),
                RoomGrowth.Bucket.of(204, 205, none, none, 0, 0));
    }

    private static LatencyDistribution events(long count, int lost) {
        return withLosses(count, 20 * MILLIS, 120 * MILLIS, lost, 30_000 * MILLIS);
    }

    private static List<RoomGrowth.Room> rooms() {
        List<RoomGrowth.Room> rooms = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            rooms.add(
                    switch (room) {
                        case 21 -> room(room, 110, 120, 11, RoomEnd.EVENT_TIMEOUT);
                        case 22 ->
                            new RoomGrowth.Room(
                                    room, id(room), 10, 110, null, 11, RoomEnd.WORKER_ERROR, "no such\nuser u7");
                        default -> room(room, 205, 205, ADDS, RoomEnd.TARGET_REACHED);
                    });
        }
        return rooms;
    }

    private static RoomGrowth.Room room(int room, int finalSize, @Nullable Integer found, long adds, RoomEnd end) {
        return new RoomGrowth.Room(room, id(room), 10, finalSize, found, adds, end, null);
    }

    private static String id(int room) {
        return "lg-mine-42-r" + String.format(Locale.ROOT, "%06d", room);
    }

    /** Room 1 is the faster one: its second add is due before that of room 0. One add is beyond those that are kept. */
    private static AddSamples samples() {
        AddSamples samples = new AddSamples(4);
        samples.sent(0, 0, 0, 10, 10, AddKind.USERS);
        samples.sent(1, 0, 1, 10, 10, AddKind.USERS);
        samples.sent(3, 20 * MILLIS, 1, 20, 10, AddKind.USERS);
        samples.sent(2, 12_345_678_901_234L, 0, 20, 5, AddKind.USERS);
        samples.sent(4, 13_000_000_000_000L, 0, 25, 10, AddKind.USERS);
        for (int slot = 0; slot < 3; slot++) {
            samples.observed(slot, Signal.REPLY, 2_345_678);
            samples.observed(slot, Signal.EVENT, (30 - 10L * slot) * MILLIS);
        }
        samples.observed(0, Signal.RESULT, 31 * MILLIS);
        return samples;
    }
}
