package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A capacity run fills its rooms to exactly the target, in its own books and in the database. */
@Timeout(300)
class CapacityRunIT {
    private static final int TARGET = 205;

    private static CapacitySpec spec(FixturePlan plan, InjectMode mode, Duration eventTimeout) {
        return new SpecBuilder()
                .fixture(plan.spec().id())
                .inject(mode)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(eventTimeout)
                .maxOutstanding(1000)
                .observeHandoff()
                .filling(TARGET);
    }

    @ParameterizedTest
    @CsvSource({"A, FRONTDOOR", "B, CANONICAL"})
    void everyRoomEndsAtTheTargetInTheDatabaseToo(ContractVersion version, InjectMode mode) throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(version))) {
            FixturePlan plan = laboratory.seed("members-capacity");
            RunRecord run = laboratory.run(spec(plan, mode, Specs.AMPLE));

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            assertThat(laboratory.membersOfRooms(plan)).containsOnly(TARGET);
            RunResult result = Laboratory.result(run);
            assertThat(result.measurements().measured().residues()).isEmpty();
            assertThat(result.measurements().countMismatches()).isEmpty();
            assertThat(result.measurements().measured().count(Disposition.SENT)).isEqualTo(5 * 21);
            assertThat(result.measurements().measured().count(EventOutcome.EVENT))
                    .isEqualTo(5 * 21);
            RoomGrowth capacity = result.capacity().orElseThrow();
            assertThat(capacity.samples().adds()).hasSize(5 * 21).allSatisfy(sample -> {
                assertThat(sample.firstNanos()).isPresent();
                assertThat(sample.eventNanos()).isPresent();
                assertThat(sample.resultNanos()).isPresent();
            });
            // The last add of each room is one of four users, and no like of the others.
            assertThat(Objects.requireNonNull(capacity.law()).adds()).isEqualTo(5 * 20);
            assertThat(capacity.rooms()).hasSize(5).allSatisfy(room -> {
                assertThat(room.end()).isEqualTo(RoomEnd.TARGET_REACHED);
                assertThat(room.finalSize()).isEqualTo(TARGET);
                assertThat(room.foundSize()).isEqualTo(TARGET);
            });
            assertThat(capacity.buckets().stream()
                            .map(bucket ->
                                    Objects.requireNonNull(LatencyRow.distributions(bucket.latencies(), Basis.RESPONSE)
                                            .get(Signal.EVENT)))
                            .mapToLong(LatencyDistribution::count)
                            .sum())
                    .isEqualTo(5 * 21);
        }
    }

    @Test
    void aRoomWhoseEventIsDroppedStopsThereAndTheOthersGoOn() throws Exception {
        Faults faults = new Faults().onNth(Fault.DROP_EVENT, 33);
        try (Laboratory laboratory =
                new Laboratory(SimulatorSettings.of(ContractVersion.B).withFaults(faults))) {
            FixturePlan plan = laboratory.seed("members-capacity");
            RunRecord run = laboratory.run(spec(plan, InjectMode.FRONTDOOR, Specs.LIMITED));

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            assertThat(result.measurements().measured().residues()).isEmpty();
            assertThat(result.measurements().countMismatches()).isEmpty();
            assertThat(result.measurements().measured().count(EventOutcome.EVENT_TIMEOUT))
                    .isEqualTo(1);
            List<RoomGrowth.Room> rooms = result.capacity().orElseThrow().rooms();
            assertThat(rooms).extracting(RoomGrowth.Room::end).containsOnlyOnce(RoomEnd.EVENT_TIMEOUT);
            assertThat(rooms).allSatisfy(room -> {
                boolean lost = room.end() == RoomEnd.EVENT_TIMEOUT;
                // The members were added; only their event was lost.
                assertThat(room.foundSize()).isEqualTo(lost ? room.finalSize() + 10 : TARGET);
                assertThat(lost || room.finalSize() == TARGET).isTrue();
            });
        }
    }

    @Test
    void aStoppedRunEndsPromptlyWithBalancedBooks() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed("members-capacity");
            CapacitySpec slow = new SpecBuilder()
                    .fixture(plan.spec().id())
                    .usersPerAdd(1)
                    .maxRate(5)
                    .replyTimeout(Specs.AMPLE)
                    .eventTimeout(Specs.AMPLE)
                    .maxOutstanding(1000)
                    .filling(900);
            String id = laboratory.start(slow);
            laboratory.awaitState(id, RunState.MEASURING);
            laboratory.runs().stop(id);
            RunRecord run = laboratory.awaitEnd(id);

            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            RunResult result = Laboratory.result(run);
            assertThat(result.measurements().measured().residues()).isEmpty();
            assertThat(result.measurements().countMismatches()).isEmpty();
            assertThat(result.capacity().orElseThrow().rooms())
                    .extracting(RoomGrowth.Room::end)
                    .containsOnly(RoomEnd.RUN_STOPPED);
        }
    }
}
