package io.loadgen.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomMembership;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.JobStream;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.injection.StoredJob;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.Status;
import io.loadgen.result.Counts;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An audit ends in time, whatever hangs or breaks, and says what it did not look at. */
@Timeout(60)
class MembershipAuditTests {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration AMPLE = Duration.ofSeconds(50);

    private final AuditRig rig = new AuditRig();
    private final List<Long> looks = new ArrayList<>();
    private final List<StoredJob> stream = new ArrayList<>();

    /** Looks at the worker that find it busy. */
    private int busyLooks;

    private @Nullable String streamTrouble;
    private long nowNanos;

    @Test
    void auditThatLooksAtEveryRoomIsComplete() {
        rig.succeeded(0, 0, 2);
        rig.subscribed(0, 0, 2);
        MembershipAudit audit = audit(this::read, AMPLE);
        assertThat(audit.progress().shardsDone()).isZero();
        AuditResult result = audit.run();

        assertThat(result)
                .returns(Status.COMPLETE, AuditResult::status)
                .returns(List.of(), AuditResult::remarks)
                .returns(AuditRig.ROOMS, AuditResult::rooms)
                .returns(2L, each -> each.count(AuditFigure.KEPT));
        assertThat(audit.progress()).isEqualTo(new AuditProgress(1, 1));
    }

    @Test
    void sequencesOfTheAnomaliesAreFoundInTheStream() {
        long lost = rig.succeeded(1, 0, 1);
        long kept = rig.succeeded(0, 0, 1);
        long gone = rig.succeeded(1, 1, 1);
        rig.subscribed(0, 0, 1);
        stream.add(new StoredJob(7, "somebody else's"));
        stream.add(new StoredJob(8, null));
        stream.add(new StoredJob(11, rig.requestId(kept)));
        stream.add(new StoredJob(12, rig.requestId(lost)));
        AuditResult result = audit(this::read, AMPLE).run();

        assertThat(result.anomalies().stream().map(Anomaly::add))
                .extracting(Anomaly.Add::slot, Anomaly.Add::streamSequence)
                .containsExactly(tuple(lost, 12L), tuple(gone, null));
    }

    @Test
    void streamThatCannotBeReadTakesNothingFromTheFindings() {
        rig.succeeded(1, 0, 1);
        streamTrouble = "no such stream";
        AuditResult result = audit(this::read, AMPLE).run();

        assertThat(result.status()).isEqualTo(Status.COMPLETE);
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.remarks())
                .containsExactly("the jobs of the anomalies could not be looked for in the stream: no such stream");
    }

    @Test
    void streamIsNotReadWhereNothingIsWrong() {
        streamTrouble = "nobody should look";

        assertThat(audit(this::read, AMPLE).run().remarks()).isEmpty();
    }

    @Test
    void databaseThatCannotBeReadFailsTheAudit() {
        AuditResult result = audit(
                        (plan, first, end) -> {
                            throw new IllegalStateException("no server");
                        },
                        AMPLE)
                .run();

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.remarks()).containsExactly("after 0 of 1 shards the rooms could not be read: no server");
        assertThat(result.count(AuditFigure.ROOMS)).isZero();
    }

    @Test
    void databaseThatHangsCostsTheTimeoutAndIsBrokenOff() throws InterruptedException {
        CountDownLatch brokenOff = new CountDownLatch(1);
        AuditResult result = audit(hanging(new CountDownLatch(1), brokenOff), Duration.ofMillis(100))
                .run();

        assertThat(result.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(result.remarks())
                .containsExactly("the time of 100 ms was up after 0 of 1 shards: raise loadgen.runs.audit-timeout");
        brokenOff.await();
    }

    @Test
    void abandonedAuditEndsAtOnceAndSaysSo() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch brokenOff = new CountDownLatch(1);
        MembershipAudit audit = audit(hanging(reading, brokenOff), AMPLE);
        Thread abandoning = Thread.ofVirtual().start(() -> {
            try {
                reading.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            audit.abandon();
        });
        AuditResult result = audit.run();

        assertThat(result.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(result.remarks())
                .containsExactly("it was given up after 0 of 1 shards, since the service was shutting down");
        brokenOff.await();
        abandoning.join();
    }

    @Test
    void auditThatWasAbandonedBeforeLooksAtNothing() {
        busyLooks = Integer.MAX_VALUE;
        MembershipAudit audit = audit(this::read, AMPLE);
        audit.abandon();

        assertThat(audit.run().status()).isEqualTo(Status.INCOMPLETE);
        assertThat(looks).isEmpty();
    }

    @Test
    void workerThatIsNearlyIdleIsWaitedFor() {
        busyLooks = 3;

        assertThat(audit(this::read, AMPLE).run())
                .returns(Status.COMPLETE, AuditResult::status)
                .returns(List.of(), AuditResult::remarks);
        assertThat(looks).hasSize(4);
    }

    @Test
    void workerThatStaysBusyIsWaitedForNoLongerThanHalfTheTimeAndToldOf() {
        busyLooks = Integer.MAX_VALUE;
        AuditResult result = audit(this::read, AMPLE).run();

        assertThat(looks.getLast()).isBetween(25 * SECOND, 26 * SECOND);
        assertThat(result.status()).isEqualTo(Status.COMPLETE);
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .contains("room-worker was not idle when rooms were read (5 pending, 2 being worked on)");
    }

    @Test
    void manyRoomsAreLookedAtInShardsAndEachOnce() {
        FixturePlan plan = new FixturePlan(new FixtureSpec("many", 1, "site-local", 101, 2, 9_990, 10_000));
        RemainingCandidates full = RemainingCandidates.full(plan);
        List<Integer> rooms = new CopyOnWriteArrayList<>();
        MembershipReader reader = (of, first, end) -> IntStream.range(first, end)
                .peek(rooms::add)
                .mapToObj(room -> new RoomMembership(
                        room,
                        OptionalLong.of(2),
                        List.of(plan.account(plan.baselineMember(room, 0)), plan.account(plan.baselineMember(room, 1))),
                        2,
                        false,
                        List.of()))
                .toList();
        AuditedRun run = new AuditedRun(
                io.loadgen.contract.ContractVersion.C,
                plan,
                full,
                full,
                new AddLog(0, plan.spec().rooms(), Optional.empty()),
                rig.requestIds,
                OptionalLong.empty());
        MembershipAudit audit = audit(run, reader, AMPLE);
        AuditResult result = audit.run();

        assertThat(rooms)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 101).boxed().toList());
        assertThat(audit.progress()).isEqualTo(new AuditProgress(51, 51));
        assertThat(result.counts())
                .isEqualTo(Counts.complete(
                        AuditFigure.class, Map.of(AuditFigure.ROOMS, 101L, AuditFigure.MEMBERS_BEFORE, 202L)));
    }

    private List<RoomMembership> read(FixturePlan plan, int firstRoom, int endRoom) {
        return IntStream.range(firstRoom, endRoom).mapToObj(rig::room).toList();
    }

    private static MembershipReader hanging(CountDownLatch reading, CountDownLatch brokenOff) {
        return (plan, first, end) -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody lets it go");
            } catch (InterruptedException e) {
                brokenOff.countDown();
                throw new IllegalStateException(e);
            }
        };
    }

    private MembershipAudit audit(MembershipReader reader, Duration timeout) {
        return audit(rig.run(), reader, timeout);
    }

    private MembershipAudit audit(AuditedRun run, MembershipReader reader, Duration timeout) {
        return new MembershipAudit(
                run,
                new AuditSources(reader, new Jobs(), timeout),
                new Worker(),
                () -> nowNanos,
                (instantNanos, cancelled) -> nowNanos = instantNanos);
    }

    private final class Worker implements ChatPlatform {
        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
            throw new AssertionError("an audit sends nothing");
        }

        @Override
        public BacklogSample backlog() {
            looks.add(nowNanos);
            boolean busy = looks.size() <= busyLooks;
            return new BacklogSample("ROOMS_site", "room-worker", busy ? 5 : 0, busy ? 2 : 0, 0, 0, 1);
        }
    }

    private final class Jobs implements JobStream {
        @Override
        public long nextSequence() {
            throw new AssertionError("asked for before the run");
        }

        @Override
        public Optional<StoredJob> next(long fromSequence) throws InjectionException {
            if (streamTrouble != null) {
                throw new InjectionException(streamTrouble, null);
            }
            return stream.stream().filter(job -> job.sequence() >= fromSequence).findFirst();
        }
    }
}
