package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.loadgen.contract.ContractVersion;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.UserCount;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the platform lost, doubled or never was asked for is found, by request; and nothing else is. */
@Timeout(300)
class AuditIT {
    private static final int SLOTS = 100;

    /** Strikes 14 times in 100. */
    private static final int EVERY = 7;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static FaultBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = new FaultBench(ContractVersion.B);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void runOfASoundPlatformLosesNothing() throws Exception {
        RunResult result = run(new Faults());

        Laboratory.assertNothingLost(result.audit(), SLOTS);
        assertThat(result.verdict().decision()).isIn(Verdict.Decision.NONE, Verdict.Decision.INCONCLUSIVE);
    }

    @Test
    void eventDroppedAfterTheWriteIsATimeoutAndNotLost() throws Exception {
        Faults faults = new Faults().onEvery(Fault.DROP_EVENT, EVERY);
        RunResult result = runLosingSignals(faults);

        assertThat(faults.injected(Fault.DROP_EVENT)).isEqualTo(14);
        assertThat(result.measurements().measured().count(EventOutcome.EVENT_TIMEOUT))
                .isEqualTo(14);
        Laboratory.assertNothingLost(result.audit(), SLOTS);
    }

    @Test
    void slotOfWhichNothingWasHeardIsUndecidedAndFound() throws Exception {
        Faults faults = new Faults().onEvery(Fault.DROP_EVENT, EVERY).onEvery(Fault.DROP_RESULT, 1);
        AuditResult audit = runLosingSignals(faults).audit();

        Laboratory.assertNothingLost(audit, SLOTS - 14);
        assertThat(audit.counts())
                .containsEntry(AuditFigure.SLOTS_UNDECIDED, 14L)
                .containsEntry(AuditFigure.UNDECIDED_FOUND, 14L)
                .containsEntry(AuditFigure.UNDECIDED_MISSING, 0L);
    }

    @Test
    void writesThatTheWorkerDroppedAreLostWithTheirRequestIds() throws Exception {
        Faults faults = new Faults().onEvery(Fault.LOSE_WRITES, EVERY);
        RunResult result = run(faults);
        AuditResult audit = result.audit();

        List<Anomaly> lost = audit.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == Anomaly.Kind.LOST)
                .toList();
        assertThat(faults.jobsStruck(Fault.LOSE_WRITES)).hasSize(14);
        assertThat(lost.stream().map(anomaly -> add(anomaly).requestId()))
                .containsExactlyInAnyOrderElementsOf(faults.jobsStruck(Fault.LOSE_WRITES));
        assertThat(lost).allSatisfy(anomaly -> {
            assertThat(anomaly.accounts()).hasSize(1);
            assertThat(add(anomaly).event()).isEqualTo(EventOutcome.EVENT);
            assertThat(add(anomaly).streamSequence()).isPositive();
        });
        assertThat(lost.stream().map(anomaly -> add(anomaly).streamSequence())).doesNotHaveDuplicates();
        assertThat(audit.counts()).containsEntry(AuditFigure.LOST, 14L).containsEntry(AuditFigure.KEPT, SLOTS - 14L);
        assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.FAIL);
        assertThat(result.verdict().reasons())
                .contains("14 of 100 promised memberships are not in MongoDB, above the limit of 0 (slo.lost): see the"
                        + " audit");
    }

    @Test
    void whatWasRefusedOrFailedIsNotMissed() throws Exception {
        Faults faults = new Faults().onEvery(Fault.REJECT_REQUEST, EVERY).onEvery(Fault.FAIL_JOB_AFTER_WRITES, 10);
        AuditResult audit = run(faults).audit();

        long refused = faults.injected(Fault.REJECT_REQUEST);
        assertThat(audit.counts())
                .containsEntry(AuditFigure.SLOTS_REFUSED, refused)
                .containsEntry(AuditFigure.LOST, 0L)
                .containsEntry(AuditFigure.UNDECIDED_FOUND, faults.injected(Fault.FAIL_JOB_AFTER_WRITES))
                .containsEntry(AuditFigure.REFUSED_BUT_FOUND, 0L);
    }

    @Test
    void secondSubscriptionOfANewMemberIsADuplicate() throws Exception {
        var subscriptions = bench.laboratory.subscriptions();
        Document unique = subscriptions.listIndexes().into(new ArrayList<>()).stream()
                .filter(index -> index.getBoolean("unique", false))
                .filter(index ->
                        Objects.requireNonNull(index.get("key", Document.class)).containsKey("u.account"))
                .findFirst()
                .orElseThrow();
        String id = bench.start(new Faults(), bench.spec(20, Duration.ofSeconds(20)));
        // What preflight would find is done only when it has passed.
        bench.laboratory.awaitState(id, RunState.WARMUP);
        subscriptions.dropIndex(unique.getString("name"));
        try {
            bench.laboratory.awaitEvents(id, 50);
            Document member = Objects.requireNonNull(subscriptions
                    .find(Filters.and(
                            Filters.eq("roomId", bench.plan.roomId(0)),
                            Filters.not(Filters.regex("_id", "^" + bench.plan.roomId(0)))))
                    .first());
            subscriptions.insertOne(new Document(member).append("_id", "a second one"));
            RunResult result = stopped(id);

            assertThat(result.audit().count(AuditFigure.DUPLICATE)).isOne();
            Anomaly duplicate = result.audit().anomalies().getFirst();
            assertThat(duplicate.kind()).isEqualTo(Anomaly.Kind.DUPLICATE);
            assertThat(duplicate.accounts())
                    .containsExactly(Objects.requireNonNull(member.get("u", Document.class))
                            .getString("account"));
            assertThat(duplicate.add()).isNotNull();
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.FAIL);
        } finally {
            bench.laboratory.reset(bench.plan);
            subscriptions.createIndex(
                    Indexes.ascending("roomId", "u.account"),
                    new IndexOptions().unique(true).name(unique.getString("name")));
        }
    }

    @Test
    void memberWhomSomebodyElseAddsMeanwhileIsUnexpectedAndTheirRoomsCountTold() throws Exception {
        // Only the first rooms are sent to, so nobody counts the last one anew.
        String untouched = bench.plan.roomId(FaultBench.ROOMS - 1);
        String id = bench.start(new Faults(), bench.spec(0.2, Duration.ofSeconds(45)));
        // What preflight would find is done only when it has passed.
        bench.laboratory.awaitEvents(id, 1);
        bench.laboratory.addStranger(untouched);
        RunResult result = stopped(id);

        assertThat(result.audit().counts())
                .containsEntry(AuditFigure.UNEXPECTED, 1L)
                .containsEntry(AuditFigure.KEPT, events(result))
                .containsEntry(AuditFigure.LOST, 0L);
        assertThat(result.audit().anomalies())
                .anySatisfy(anomaly -> assertThat(anomaly)
                        .returns(Anomaly.Kind.UNEXPECTED, Anomaly::kind)
                        .returns(untouched, Anomaly::roomId)
                        .returns(List.of("alice"), Anomaly::accounts));
        assertThat(result.audit().userCounts()).containsExactly(new UserCount(untouched, 3L, 4));
        assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(result.verdict().reasons()).anyMatch(reason -> reason.contains("no slot asked for"));
    }

    @Test
    void userCountThatIsOffIsToldApartAndIsNoReason() throws Exception {
        String untouched = bench.plan.roomId(FaultBench.ROOMS - 1);
        String id = bench.start(new Faults(), bench.spec(0.2, Duration.ofSeconds(45)));
        // What preflight would find is done only when it has passed.
        bench.laboratory.awaitEvents(id, 1);
        bench.laboratory.rooms().updateOne(Filters.eq("_id", untouched), Updates.set("userCount", 1));
        RunResult result = stopped(id);

        Laboratory.assertNothingLost(result.audit(), events(result));
        assertThat(result.audit().anomalies()).isEmpty();
        assertThat(result.audit().userCounts()).containsExactly(new UserCount(untouched, 1L, 3));
        assertThat(result.verdict().reasons()).noneMatch(reason -> reason.contains("userCount"));
    }

    @Test
    void stoppedRunIsAuditedToo() throws Exception {
        String id = bench.start(new Faults(), bench.spec(20, Duration.ofSeconds(20)));
        bench.laboratory.awaitEvents(id, 20);
        RunResult result = stopped(id);

        Laboratory.assertNothingLost(result.audit(), events(result));
    }

    @Test
    void figuresStandWhereMongoIsGoneByTheAudit() throws Exception {
        bench.laboratory.auditsFindNoMongo(true);
        try {
            RunRecord run = bench.laboratory.awaitEnd(bench.start(new Faults(), bench.spec(SLOTS, SECOND)));

            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            Measurements measured = result.measurements();
            assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(SLOTS);
            assertThat(result.audit().status()).isEqualTo(AuditResult.Status.FAILED);
            assertThat(result.audit().remarks()).singleElement().asString().contains("could not be read");
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .contains("the audit failed: 0 of 10 rooms were looked at, so whether anything was lost is not"
                            + " decided");
        } finally {
            bench.laboratory.auditsFindNoMongo(false);
        }
    }

    private static RunResult run(Faults faults) throws Exception {
        return Laboratory.result(bench.laboratory.awaitEnd(bench.start(faults, bench.spec(SLOTS, SECOND))));
    }

    private static RunResult runLosingSignals(Faults faults) throws Exception {
        return Laboratory.result(bench.laboratory.awaitEnd(bench.start(faults, bench.lossySpec(SLOTS, SECOND))));
    }

    /** Ends a run before its time, and so after what the test has done to the database: the audit is yet to come. */
    private static RunResult stopped(String id) throws Exception {
        bench.laboratory.runs().stop(id);
        RunRecord run = bench.laboratory.awaitEnd(id);
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        return Laboratory.result(run);
    }

    private static long events(RunResult result) {
        return result.measurements().measured().count(EventOutcome.EVENT);
    }

    private static Anomaly.Add add(Anomaly anomaly) {
        return Objects.requireNonNull(anomaly.add());
    }
}
