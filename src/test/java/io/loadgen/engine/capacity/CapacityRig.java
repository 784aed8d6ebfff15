package io.loadgen.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.engine.AddBodies;
import io.loadgen.engine.AddPaths;
import io.loadgen.engine.AddSender;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RecordingSession;
import io.loadgen.engine.RunRecorders;
import io.loadgen.engine.SlotKinds;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.InjectionException;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.CapacitySample;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.OnBusy;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SizeBuckets;
import io.loadgen.spec.SlotTimeouts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A closed loop in a world of one thread: waiting lets the world happen, on a clock that starts from a constant. An add is
 * answered after 1 ms, its event comes after 5 ms and its result after 6 ms, unless {@link #platform} does otherwise.
 */
final class CapacityRig {
    static final long MILLI = 1_000_000;
    static final Duration EVENT_TIMEOUT = Duration.ofSeconds(2);

    private static final long START = -7_000_000_000L;
    private static final long SWEEP_NANOS = 10 * MILLI;
    private static final Pattern ACCOUNT = Pattern.compile("lg_[a-z]+_[0-9]+_a[0-9]+");
    private static final Pattern ORG = Pattern.compile("lg_[a-z]+_[0-9]+_s[0-9]+");

    final Ledger books = new Ledger();
    final AddLog adds;
    final LatencyRecorder latencies;
    final FirstOrgAdds firstOrgAdds;
    final SlotTracker tracker;
    final CapacityGenerator generator;
    final CapacityRecorder figures;

    /** What was sent, in order. */
    final List<Add> sent = new ArrayList<>();

    /** What the system under test does with an add. */
    Platform platform = Add::succeeds;

    private final FixturePlan fixture;
    private final PriorityQueue<Happening> future = new PriorityQueue<>();
    private final int[] addsOfRoom;
    private long now = START;
    private long happenings;

    CapacityRig(FixturePlan fixture, int targetSize, int usersPerAdd) {
        this(fixture, RemainingCandidates.full(fixture), targetSize, usersPerAdd, Duration.ZERO, 1000);
    }

    CapacityRig(
            FixturePlan fixture,
            RemainingCandidates remaining,
            int targetSize,
            int usersPerAdd,
            Duration gap,
            int maxOutstanding) {
        this(fixture, remaining, targetSize, usersPerAdd, ShapeMix.users(), gap, maxOutstanding);
    }

    CapacityRig(FixturePlan fixture, int targetSize, int usersPerAdd, OnBusy onBusy) {
        this(
                fixture,
                RemainingCandidates.full(fixture),
                targetSize,
                usersPerAdd,
                ShapeMix.users(),
                Duration.ZERO,
                1000,
                onBusy);
    }

    CapacityRig(
            FixturePlan fixture,
            RemainingCandidates remaining,
            int targetSize,
            int usersPerAdd,
            ShapeMix mix,
            Duration gap,
            int maxOutstanding) {
        this(fixture, remaining, targetSize, usersPerAdd, mix, gap, maxOutstanding, OnBusy.WAIT);
    }

    private CapacityRig(
            FixturePlan fixture,
            RemainingCandidates remaining,
            int targetSize,
            int usersPerAdd,
            ShapeMix mix,
            Duration gap,
            int maxOutstanding,
            OnBusy onBusy) {
        this.fixture = fixture;
        addsOfRoom = new int[fixture.spec().rooms()];
        CapacityPlan plan = CapacityPlan.of(fixture.spec(), remaining, targetSize, usersPerAdd, mix, gap, onBusy);
        figures = new CapacityRecorder(
                plan, SizeBuckets.equal(fixture.spec().baselineMembers(), targetSize, 10), Signal.REPLY);
        CompletionQueue news = new CompletionQueue(figures);
        IrregularityLog log = new IrregularityLog();
        Set<Signal> signals = EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT);
        latencies = new LatencyRecorder(signals);
        firstOrgAdds = new FirstOrgAdds(signals, fixture.spec().rooms(), remaining::hasOrgRow);
        SlotTimeouts timeouts = new SlotTimeouts(Duration.ofSeconds(1).toNanos(), EVENT_TIMEOUT.toNanos());
        adds = new AddLog(plan.slotNumbers(), addsOfRoom.length, Optional.empty());
        tracker = new SlotTracker(
                maxOutstanding,
                Signal.REPLY,
                timeouts,
                latencies,
                firstOrgAdds,
                books,
                log,
                SlotObserver.both(adds, news));
        RunRecorders instruments =
                new RunRecorders(tracker, latencies, firstOrgAdds, books, log, adds, new ListenerLog(), 0);
        List<AddTarget> targets = IntStream.range(0, fixture.spec().rooms())
                .mapToObj(room -> new AddTarget(fixture.roomId(room), "owner", "owner"))
                .toList();
        AddBodies bodies = new AddBodies(
                InjectMode.FRONTDOOR, ContractVersion.B, mix, fixture, targets, usersPerAdd, InstantSource.system());
        SlotKinds kinds =
                new SlotKinds(mix, fixture.spec().seed(), fixture.spec().usersPerBlock(), firstOrgAdds);
        RecordingSession session = new RecordingSession(this::now);
        session.onSend(this::take);
        AddSender sender = new AddSender(
                this::now, session, new RequestIds(42), kinds, bodies, new AddPaths(fixture), instruments);
        generator = new CapacityGenerator(
                plan,
                this::now,
                this::awaitUntil,
                new CandidatePools(plan.pool(), usersPerAdd),
                tracker,
                sender,
                figures,
                news);
    }

    LoadEnd run() {
        return generator.run(START);
    }

    /** Lets everything that is on its way arrive, or time out. */
    CapacityRig drain() {
        while (tracker.outstanding() > 0) {
            awaitUntil(now + SWEEP_NANOS, () -> false);
        }
        return this;
    }

    List<RoomGrowth.Room> rooms() {
        assertThat(books.snapshot(Phase.MEASURED).residues()).isEmpty();
        return generator.rooms(fixture::roomId, room -> OptionalInt.empty());
    }

    List<CapacitySample> samples(int room) {
        return StreamSupport.stream(figures.samples().spliterator(), false)
                .filter(sample -> sample.room() == room)
                .toList();
    }

    /** Users of each add of a room, in order. */
    List<Integer> batches(int room) {
        return sent.stream()
                .filter(add -> add.room == room)
                .map(add -> add.accounts)
                .toList();
    }

    long sinceStart() {
        return now - START;
    }

    void after(long nanos, Runnable action) {
        future.add(new Happening(now + nanos, happenings++, action));
    }

    private long now() {
        return now;
    }

    private void awaitUntil(long instantNanos, BooleanSupplier cancelled) {
        while (now < instantNanos && !cancelled.getAsBoolean()) {
            Happening next = future.peek();
            assertThat(next != null
                            || tracker.outstanding() > 0
                            || instantNanos - now < Duration.ofMinutes(1).toNanos())
                    .as("somebody to wait for")
                    .isTrue();
            if (tracker.outstanding() > 0 && (next == null || next.nanos > now + SWEEP_NANOS)) {
                now = Math.min(instantNanos, now + SWEEP_NANOS);
                tracker.sweep(now);
            } else if (next == null || next.nanos > instantNanos) {
                now = instantNanos;
            } else {
                now = next.nanos;
                future.remove().action.run();
            }
        }
    }

    private void take(RecordingSession.Sent request) throws InjectionException {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        List<String> accounts = accounts(body);
        long hash = accounts.stream().mapToLong(AccountSetHash::of).sum();
        boolean orgs = ORG.matcher(body).find();
        int room = request.target();
        Add add = new Add(room, ++addsOfRoom[room], request.key(), accounts.size(), hash, orgs);
        sent.add(add);
        platform.take(add);
    }

    /** Those that a body names, and those of the orgs that it names. */
    private List<String> accounts(String body) {
        List<String> accounts = new ArrayList<>();
        Matcher account = ACCOUNT.matcher(body);
        while (account.find()) {
            accounts.add(account.group());
        }
        Matcher org = ORG.matcher(body);
        int usersPerBlock = fixture.spec().usersPerBlock();
        while (org.find()) {
            int first = fixture.blockOfOrgId(org.group()) * usersPerBlock;
            IntStream.range(first, first + usersPerBlock)
                    .mapToObj(fixture::account)
                    .forEach(accounts::add);
        }
        return accounts;
    }

    /** What the system under test does with an add. */
    interface Platform {
        void take(Add add) throws InjectionException;
    }

    /** One request that was sent, and what may come back; each after a time from now. */
    final class Add {
        final int room;

        /** Which of its room, from 1. */
        final int number;

        final int accounts;

        /** Whether it names orgs. */
        final boolean orgs;

        final long sentNanos = sinceStart();
        private final long key;
        private final long hash;

        Add(int room, int number, long key, int accounts, long hash, boolean orgs) {
            this.orgs = orgs;
            this.room = room;
            this.number = number;
            this.key = key;
            this.accounts = accounts;
            this.hash = hash;
        }

        void succeeds() {
            accepted(1 * MILLI);
            event(5 * MILLI);
            result(6 * MILLI);
        }

        void accepted(long nanos) {
            after(nanos, () -> tracker.accepted(key, now));
        }

        void event(long nanos) {
            after(nanos, () -> tracker.delivered(key, accounts, hash, now));
        }

        void wrongEvent(long nanos) {
            after(nanos, () -> tracker.delivered(key, accounts, hash + 1, now));
        }

        void result(long nanos) {
            after(nanos, () -> tracker.resolved(key, now));
        }

        void workerError(long nanos, boolean retried, String text) {
            after(nanos, () -> tracker.workerFailed(key, retried, text, now));
        }

        void notAccepted(long nanos, ReplyOutcome outcome, String text) {
            after(nanos, () -> tracker.notAccepted(key, outcome, text, now));
        }
    }

    /** Something that happens at an instant; those of one instant in the order of their planning. */
    private record Happening(long nanos, long order, Runnable action) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
