package io.loadgen.engine;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.engine.arrivals.SendGaps;
import io.loadgen.engine.sustained.SustainedGenerator;
import io.loadgen.engine.sustained.SustainedPlan;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.AddTarget;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.Phase;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import io.loadgen.time.FakeClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** All that a generator needs, in memory: 4 rooms with 500 candidates each, adds of 2, a clock that only a test moves. */
public final class EngineRig {
    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000_000_000;
    public static final int ROOMS = 4;
    public static final int CANDIDATES = 500;
    public static final int USERS_PER_ADD = 2;
    static final int USERS_PER_BLOCK = 2;
    static final Instant WALL_TIME = Instant.ofEpochMilli(1_779_260_400_123L);

    public final FixturePlan fixture =
            new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, 2, CANDIDATES, 600, USERS_PER_BLOCK));
    public final CandidatePools pools = new CandidatePools(RemainingCandidates.full(fixture), USERS_PER_ADD);
    public final RequestIds requestIds = new RequestIds(0x1234_5678_9abc_def0L);
    public final FakeClock clock = new FakeClock();
    public final RecordingSession session = new RecordingSession(clock);
    final List<AddTarget> targets = IntStream.range(0, ROOMS)
            .mapToObj(room -> new AddTarget(
                    fixture.roomId(room), fixture.userId(fixture.owner(room)), fixture.account(fixture.owner(room))))
            .toList();
    public final RunRecorders instruments;
    public final SendGaps gaps = new SendGaps(0, 1_000);

    public EngineRig() {
        this(10_000);
    }

    public EngineRig(int maxOutstanding) {
        LatencyRecorder latencies =
                new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT, Signal.HANDOFF));
        Ledger books = new Ledger();
        IrregularityLog log = new IrregularityLog();
        SlotTimeouts timeouts = new SlotTimeouts(5 * SECOND, 30 * SECOND);
        AddLog adds = new AddLog(ROOMS * CANDIDATES, ROOMS, Optional.empty());
        FirstOrgAdds firstOrgAdds =
                new FirstOrgAdds(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT), ROOMS, room -> false);
        instruments = new RunRecorders(
                new SlotTracker(maxOutstanding, Signal.REPLY, timeouts, latencies, firstOrgAdds, books, log, adds),
                latencies,
                firstOrgAdds,
                books,
                log,
                adds,
                new ListenerLog(),
                0);
    }

    public AddSender sender(InjectMode mode) {
        return sender(mode, ShapeMix.users());
    }

    AddSender sender(InjectMode mode, ShapeMix mix) {
        AddBodies bodies = new AddBodies(
                mode, ContractVersion.B, mix, fixture, targets, USERS_PER_ADD, InstantSource.fixed(WALL_TIME));
        SlotKinds kinds =
                new SlotKinds(mix, fixture.spec().seed(), fixture.spec().usersPerBlock(), instruments.firstOrgAdds());
        return new AddSender(clock, session, requestIds, kinds, bodies, new AddPaths(fixture), instruments);
    }

    public SustainedGenerator generator(SustainedPlan plan) {
        return generator(plan, ShapeMix.users());
    }

    public SustainedGenerator generator(SustainedPlan plan, ShapeMix mix) {
        return new SustainedGenerator(plan, clock, clock, pools, instruments, sender(InjectMode.FRONTDOOR, mix), gaps);
    }

    public SignalCorrelator correlator() {
        return new SignalCorrelator(
                requestIds, targets.stream().map(AddTarget::roomId).toList(), instruments);
    }

    public SlotTracker tracker() {
        return instruments.tracker();
    }

    public Books measured() {
        return instruments.books().snapshot(Phase.MEASURED);
    }

    public long measured(Disposition disposition) {
        return measured().count(disposition);
    }

    public long candidatesTaken() {
        return IntStream.range(0, ROOMS)
                .mapToLong(room -> CANDIDATES - pools.free(room))
                .sum();
    }

    public LatencyDistribution total(Basis basis, Signal signal) {
        instruments.latencies().takeInterval();
        return Objects.requireNonNull(instruments.latencies().totals(basis).get(signal));
    }

    /** What the log knows of a slot. */
    LoggedAdd logged(long slot) {
        return IntStream.range(0, ROOMS)
                .boxed()
                .flatMap(instruments.adds()::ofRoom)
                .filter(add -> add.slot() == slot)
                .findFirst()
                .orElseThrow();
    }
}
