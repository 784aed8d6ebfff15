package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever requests name, the same accounts are added, and every event is the one that was expected. */
@Timeout(300)
class ShapesIT {
    private static final int ROOMS = 5;

    /** 10 blocks of 10 candidates a room. */
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("shapes", 42, SandboxSettings.DEFAULT_SITE, ROOMS, 10, 100, 300);

    private static final ShapeMix ORGS = new ShapeMix.Only(Shape.ORGS);

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(ORGS, InjectMode.FRONTDOOR),
                Arguments.of(ORGS, InjectMode.CANONICAL),
                Arguments.of(new ShapeMix.Only(Shape.CHANNELS), InjectMode.FRONTDOOR),
                Arguments.of(new ShapeMix.Weighted(1, 1, 1), InjectMode.FRONTDOOR));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyAddOfEveryShapeIsCompleteAndInTheDatabase(ShapeMix shape, InjectMode mode) throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            RunRecord run = laboratory.run(spec(plan, shape, mode));
            Measurements measured = measurements(run);

            Books books = measured.measured();
            assertThat(books.residues()).isEmpty();
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(40);
            assertThat(Arrays.stream(laboratory.membersOfRooms(plan)).sum()).isEqualTo(ROOMS * 10 + 40 * 10);
            AuditResult audit = Laboratory.result(run).audit();
            assertThat(audit.status()).as("%s", audit.remarks()).isEqualTo(AuditResult.Status.COMPLETE);
            assertThat(audit.anomalies()).isEmpty();
            assertThat(measured.shapes()).extracting(ShapeCount::shape).containsExactly(Shape.values());
            for (ShapeCount count : measured.shapes()) {
                assertThat(count.sent() > 0).as("%s", count.shape()).isEqualTo(shape.weight(count.shape()) > 0);
                assertThat(count.events()).isEqualTo(count.sent());
            }
            Backfill first = measured.firstOrgAdds();
            assertThat(first.sent()).isEqualTo(shape.weight(Shape.ORGS) > 0 ? ROOMS : 0);
            assertThat(Objects.requireNonNull(measured.responseTimes().get(Signal.EVENT))
                            .count())
                    .as("events that are no first org add's")
                    .isEqualTo(40 - first.sent());
        }
    }

    @Test
    void anOrgAddWhoseEventNamesOthersIsAMismatch() throws Exception {
        Faults faults = new Faults().onNth(Fault.WRONG_ACCOUNTS, 7);
        try (Laboratory laboratory =
                new Laboratory(SimulatorSettings.of(ContractVersion.B).withFaults(faults))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            Measurements measured = measurements(laboratory.run(spec(plan, ORGS, InjectMode.FRONTDOOR)));

            assertThat(measured.measured().count(EventOutcome.EVENT_MISMATCH)).isOne();
            assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(39);
        }
    }

    @Test
    void aCapacityRunOfOrgsHitsATargetThatIsNoNumberOfBlocks() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            RunRecord run = laboratory.run(new SpecBuilder()
                    .fixture(plan.spec().id())
                    .usersPerAdd(20)
                    .shape(ORGS)
                    .replyTimeout(Specs.AMPLE)
                    .eventTimeout(Specs.AMPLE)
                    .maxOutstanding(1000)
                    .observeHandoff()
                    .filling(67));

            // 10 and twice 20 by two orgs, then one org, then 7 accounts.
            assertThat(measurements(run).measured().count(EventOutcome.EVENT)).isEqualTo(ROOMS * 4);
            assertThat(laboratory.membersOfRooms(plan)).containsOnly(67);
            assertThat(Laboratory.result(run).capacity().orElseThrow().rooms())
                    .extracting(RoomGrowth.Room::end)
                    .containsOnly(RoomEnd.TARGET_REACHED);
        }
    }

    /** 40 adds of 10 users in 4 s, all measured, with more time for each than any takes. */
    private static SustainedSpec spec(FixturePlan plan, ShapeMix shape, InjectMode mode) {
        return new SpecBuilder()
                .fixture(plan.spec().id())
                .rate(10)
                .lasting(Duration.ofSeconds(4), Duration.ZERO)
                .inject(mode)
                .shape(shape)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(Specs.AMPLE)
                .maxOutstanding(1000)
                .maxScheduleLag(Specs.AMPLE)
                .observeHandoff()
                .build();
    }

    private static Measurements measurements(RunRecord run) {
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
        return Laboratory.result(run).measurements();
    }
}
