package io.loadgen.workload;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureSpec;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.InjectMode;
import io.loadgen.injection.ShapeMix;
import io.loadgen.measurement.AddLog;
import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Books;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.Phase;
import io.loadgen.measurement.Signal;
import io.loadgen.measurement.SlotTimeouts;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.time.FakeClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** All that a generator needs, in memory: 4 rooms with 500 candidates each, adds of 2, a clock that only a test moves. */
final class WorkloadRig {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    static final int ROOMS = 4;
    static final int CANDIDATES = 500;
    static final int USERS_PER_ADD = 2;
    static final int USERS_PER_BLOCK = 2;
    static final Instant WALL_TIME = Instant.ofEpochMilli(1_779_260_400_123L);

    final FixturePlan fixture =
            new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, 2, CANDIDATES, 600, USERS_PER_BLOCK));
    final CandidatePools pools = new CandidatePools(RemainingCandidates.full(fixture), USERS_PER_ADD);
    final RequestIds requestIds = new RequestIds(0x1234_5678_9abc_def0L);
    final FakeClock clock = new FakeClock();
    final RecordingSession session = new RecordingSession(clock);
    final List<AddTarget> targets = IntStream.range(0, ROOMS)
            .mapToObj(room -> new AddTarget(
                    fixture.roomId(room), fixture.userId(fixture.owner(room)), fixture.account(fixture.owner(room))))
            .toList();
    final Instruments instruments;

    WorkloadRig() {
        this(10_000);
    }

    WorkloadRig(int maxOutstanding) {
        LatencyRecorder latencies =
                new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT, Signal.HANDOFF));
        Books books = new Books();
        IrregularityLog log = new IrregularityLog();
        SlotTimeouts timeouts = new SlotTimeouts(5 * SECOND, 30 * SECOND);
        AddLog adds = new AddLog(ROOMS * CANDIDATES);
        FirstOrgAdds firstOrgAdds =
                new FirstOrgAdds(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT), ROOMS, room -> false);
        instruments = new Instruments(
                new SlotTracker(maxOutstanding, Signal.REPLY, timeouts, latencies, firstOrgAdds, books, log, adds),
                latencies,
                firstOrgAdds,
                books,
                log,
                adds,
                new ListenerLog());
    }

    AddSender sender(InjectMode mode) {
        return sender(mode, ShapeMix.users());
    }

    AddSender sender(InjectMode mode, ShapeMix mix) {
        AddBodies bodies = new AddBodies(
                mode, ContractVersion.B, mix, fixture, targets, USERS_PER_ADD, InstantSource.fixed(WALL_TIME));
        SlotKinds kinds =
                new SlotKinds(mix, fixture.spec().seed(), fixture.spec().usersPerBlock(), instruments.firstOrgAdds());
        return new AddSender(clock, session, requestIds, kinds, bodies, instruments);
    }

    SustainedGenerator generator(SustainedPlan plan) {
        return generator(plan, ShapeMix.users());
    }

    SustainedGenerator generator(SustainedPlan plan, ShapeMix mix) {
        return new SustainedGenerator(plan, clock, clock, pools, instruments, sender(InjectMode.FRONTDOOR, mix));
    }

    SignalCorrelator correlator() {
        return new SignalCorrelator(
                requestIds, targets.stream().map(AddTarget::roomId).toList(), instruments);
    }

    SlotTracker tracker() {
        return instruments.tracker();
    }

    LedgerSnapshot measured() {
        return instruments.books().snapshot(Phase.MEASURED);
    }

    long measured(Disposition disposition) {
        return measured().count(disposition);
    }

    long candidatesTaken() {
        return IntStream.range(0, ROOMS)
                .mapToLong(room -> CANDIDATES - pools.free(room))
                .sum();
    }

    LatencyDistribution total(Basis basis, Signal signal) {
        instruments.latencies().takeInterval();
        return Objects.requireNonNull(instruments.latencies().totals(basis).get(signal));
    }
}
