package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape passes on every contract with balanced books and nothing lost; and what is lost is told from what is not. */
@Timeout(300)
@Order(1) // long: none is to be left alone at the end
class EveryContractIT {
    private static final int SLOTS = 20;
    private static final int USERS_PER_ADD = 10;
    private static final ShapeMix MIXED = new ShapeMix.Weighted(1, 1, 1);

    /** Strikes 5 times in 20. */
    private static final int EVERY = 4;

    private static final int STRUCK = 5;

    private static final Map<ContractVersion, FaultBench> BENCHES = new EnumMap<>(ContractVersion.class);

    private static FaultBench bench(ContractVersion version) throws Exception {
        FaultBench bench = BENCHES.get(version);
        if (bench == null) {
            bench = new FaultBench(version);
            BENCHES.put(version, bench);
        }
        return bench;
    }

    @AfterAll
    static void close() {
        BENCHES.values().forEach(FaultBench::close);
        BENCHES.clear();
    }

    static Stream<Arguments> shapesOfEveryContract() {
        List<ShapeMix> mixes = Stream.concat(Arrays.stream(Shape.values()).map(ShapeMix.Only::new), Stream.of(MIXED))
                .toList();
        return Arrays.stream(ContractVersion.values())
                .flatMap(version -> mixes.stream().map(mix -> Arguments.of(version, mix)));
    }

    @ParameterizedTest
    @MethodSource("shapesOfEveryContract")
    void everyShapePassesOnEveryContract(ContractVersion version, ShapeMix shape) throws Exception {
        RunResult result = run(version, shape, new Faults(), Specs.AMPLE);

        new Expectation(SLOTS).isMetBy(result.measurements());
        Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
        assertThat(figures(result))
                .containsEntry(AuditFigure.ORG_ROWS_LOST, 0L)
                .containsEntry(AuditFigure.ORG_ROWS_DUPLICATE, 0L)
                .containsEntry(AuditFigure.ROOMS_MISCOUNTED, 0L);
        if (shape.weight(Shape.ORGS) > 0) {
            assertThat(figures(result).get(AuditFigure.ORG_ROWS_KEPT)).isPositive();
        }
    }

    @OneIn(5)
    @ParameterizedTest
    @EnumSource
    void anEventDroppedAfterTheWriteIsATimeoutAndNotLost(ContractVersion version) throws Exception {
        Faults faults = new Faults().onEvery(Fault.DROP_EVENT, EVERY);
        RunResult result = run(version, MIXED, faults, Specs.LIMITED);

        assertThat(faults.injected(Fault.DROP_EVENT)).isEqualTo(STRUCK);
        assertThat(result.measurements().measured().count(EventOutcome.EVENT_TIMEOUT))
                .isEqualTo(STRUCK);
        Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
    }

    @OneIn(5)
    @ParameterizedTest
    @EnumSource
    void writesDroppedBeforeTheEventOfAnOrgAreLostWithTheirRequestIds(ContractVersion version) throws Exception {
        Faults faults = new Faults().onEvery(Fault.LOSE_WRITES, EVERY);
        RunResult result = run(version, new ShapeMix.Only(Shape.ORGS), faults, Specs.AMPLE);

        assertThat(result.measurements().measured().count(EventOutcome.EVENT)).isEqualTo(SLOTS);
        assertThat(figures(result))
                .containsEntry(AuditFigure.LOST, (long) STRUCK * USERS_PER_ADD)
                .containsEntry(AuditFigure.KEPT, (long) (SLOTS - STRUCK) * USERS_PER_ADD)
                .containsEntry(AuditFigure.ORG_ROWS_LOST, (long) STRUCK);
        assertThat(faults.jobsStruck(Fault.LOSE_WRITES)).hasSize(STRUCK);
        assertThat(Objects.requireNonNull(result.audit()).anomalies().stream()
                        .filter(anomaly -> anomaly.kind() == Anomaly.Kind.LOST)
                        .map(anomaly -> Objects.requireNonNull(anomaly.add()).requestId())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(faults.jobsStruck(Fault.LOSE_WRITES));
    }

    private static Map<AuditFigure, Long> figures(RunResult result) {
        return Objects.requireNonNull(result.audit()).counts();
    }

    private static RunResult run(ContractVersion version, ShapeMix shape, Faults faults, Duration eventTimeout)
            throws Exception {
        FaultBench bench = bench(version);
        SustainedSpec spec = new SpecBuilder()
                .fixture(bench.fixture())
                .rate(SLOTS)
                .lasting(Duration.ofSeconds(1), Duration.ZERO)
                .usersPerAdd(USERS_PER_ADD)
                .shape(shape)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(eventTimeout)
                .maxOutstanding(1000)
                .maxScheduleLag(Specs.AMPLE)
                .observeHandoff()
                .build();
        RunRecord record = bench.laboratory.awaitEnd(bench.start(faults, spec));
        assertThat(record.state()).as("failure: %s", record.failure()).isEqualTo(RunState.COMPLETED);
        return Laboratory.result(record);
    }
}
