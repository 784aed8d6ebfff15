package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Measurements;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.ContractCSettings;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.OnBusy;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More requests at once than room-service of contract C takes: it is told as what it is, and nobody is missed for it. */
@Timeout(300)
class BusyIT {
    private static final Duration SERVICE = Duration.ofMillis(50);
    private static final int ROOMS = 8;
    private static final int BASELINE = 2;

    /** One request at a time, of 50 ms: 20 a second, and no more. */
    private static Laboratory narrow() {
        return new Laboratory(SimulatorSettings.of(ContractVersion.C)
                .withServiceTimes(new ServiceTime.Constant(SERVICE), new ServiceTime.None(), (service, nanos) -> {})
                .withContractC(ContractCSettings.usual().withMaxConcurrency(1)));
    }

    private static FixturePlan seed(Laboratory laboratory) throws Exception {
        return laboratory.seed(new FixtureSpec("busy", 1, "site-local", ROOMS, BASELINE, 40, 100, 1));
    }

    private static SpecBuilder spec(FixturePlan plan) {
        return new SpecBuilder()
                .fixture(plan.spec().id())
                .usersPerAdd(2)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(Specs.AMPLE)
                .maxOutstanding(1000)
                .errorRate(0.01);
    }

    @Test
    void whatIsBeyondTheCapIsCountedAsBusyAndIsNoReplyTime() throws Exception {
        try (Laboratory laboratory = narrow()) {
            FixturePlan plan = seed(laboratory);
            RunRecord run = laboratory.run(spec(plan)
                    .rate(40)
                    .lasting(Duration.ofSeconds(3), Duration.ZERO)
                    .build());

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            Measurements measured = result.measurements();
            Books books = measured.measured();
            long busy = books.count(ReplyOutcome.BUSY);
            assertThat(busy).isPositive();
            assertThat(books.count(ReplyOutcome.REJECTED)).isZero();
            assertThat(books.count(ReplyOutcome.ACCEPTED))
                    .isEqualTo(books.count(EventOutcome.EVENT))
                    .isPositive();
            assertSound(measured);
            LatencyDistribution replies = measured.latency(Signal.REPLY, Basis.SERVICE);
            assertThat(replies.observed().getTotalCount()).isEqualTo(books.count(ReplyOutcome.ACCEPTED));
            assertThat(replies.censoredCount()).isEqualTo(busy);
            assertThat(replies.observed().getMinValue()).isGreaterThan(SERVICE.toNanos() * 9 / 10);
            AuditResult audit = result.audit();
            assertThat(audit.status()).isEqualTo(AuditResult.Status.COMPLETE);
            assertThat(audit.counts())
                    .containsEntry(AuditFigure.SLOTS_REFUSED, busy)
                    .containsEntry(AuditFigure.REFUSED_BUT_FOUND, 0L)
                    .containsEntry(AuditFigure.UNEXPECTED, 0L);
            assertThat(laboratory.remaining(plan).total())
                    .as("candidates of refused requests are there for the next run")
                    .isEqualTo(ROOMS * 40 - 2 * books.count(EventOutcome.EVENT));
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.FAIL);
            assertThat(result.verdict().reasons())
                    .anyMatch(reason -> reason.contains(busy + " of them refused as service busy"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomsWaitForARoomServiceThatIsBusyOrEnd(OnBusy onBusy) throws Exception {
        try (Laboratory laboratory = narrow()) {
            FixturePlan plan = seed(laboratory);
            int target = BASELINE + 10;
            CapacitySpec spec = spec(plan).onBusy(onBusy).filling(target);
            RunRecord run = laboratory.run(spec);

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            Measurements measured = result.measurements();
            long busy = measured.measured().count(ReplyOutcome.BUSY);
            assertThat(busy).isPositive();
            assertSound(measured);
            RoomGrowth growth = result.capacity().orElseThrow();
            assertThat(growth.buckets().stream()
                            .mapToLong(RoomGrowth.Bucket::busy)
                            .sum())
                    .isEqualTo(busy);
            assertThat(result.audit().status()).isEqualTo(AuditResult.Status.COMPLETE);
            assertThat(result.audit().counts()).containsEntry(AuditFigure.REFUSED_BUT_FOUND, 0L);
            if (onBusy == OnBusy.WAIT) {
                assertThat(growth.rooms()).extracting(RoomGrowth.Room::end).containsOnly(RoomEnd.TARGET_REACHED);
                assertThat(laboratory.membersOfRooms(plan)).containsOnly(target);
                assertThat(growth.samples().adds()).hasSize(ROOMS * 5);
                assertThat(growth.rooms().stream()
                                .mapToLong(RoomGrowth.Room::adds)
                                .sum())
                        .isEqualTo(ROOMS * 5 + busy);
            } else {
                assertThat(growth.rooms().stream().filter(room -> room.end() == RoomEnd.BUSY))
                        .hasSize((int) busy)
                        .allSatisfy(room -> assertThat(room.endText()).isEqualTo("service busy"));
                assertThat(result.verdict().reasons()).anyMatch(reason -> reason.contains(busy + " by busy"));
            }
        }
    }

    private static void assertSound(Measurements measured) {
        assertThat(measured.measured().residues()).isEmpty();
        assertThat(measured.countMismatches()).isEmpty();
        Irregularities log = measured.irregularities();
        assertThat(log.rejections()).isEmpty();
        assertThat(log.firstMessages()).isEmpty();
    }
}
