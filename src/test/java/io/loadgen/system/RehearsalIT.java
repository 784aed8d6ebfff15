package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.SpecBuilder;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rehearsal finds out what it is for, and the platform knows nothing of it. */
@Timeout(120)
@Order(1) // long: none is to be left alone at the end
class RehearsalIT {
    private static final int RATE = 50;

    @ParameterizedTest
    @EnumSource(InjectMode.class)
    @SuppressWarnings("try") // the connection is closed, whatever closing it may throw
    void whatIsRehearsedNeverReachesThePlatform(InjectMode mode) throws Exception {
        try (Laboratory laboratory = Laboratory.rehearsing(SimulatorSettings.of(ContractVersion.B));
                Connection witness = Nats.connect(laboratory.natsUrl())) {
            LongAdder platforms = new LongAdder();
            Dispatcher seen = witness.createDispatcher(message -> platforms.increment());
            // Requests to room-service, and jobs for room-worker.
            seen.subscribe("chat.user.*.request.>");
            seen.subscribe("chat.room.canonical.>");
            witness.flush(Duration.ofSeconds(10));
            FixturePlan plan = laboratory.seed("members-small");

            String id = laboratory.start(new SpecBuilder()
                    .fixture(plan.spec().id())
                    .rate(RATE)
                    .usersPerAdd(1)
                    .inject(mode)
                    .lasting(Duration.ofSeconds(1), Duration.ZERO)
                    .build());
            laboratory.awaitState(id, RunState.REHEARSAL);
            long before = platforms.sum();
            RunRecord run = laboratory.awaitEnd(id);
            witness.flush(Duration.ofSeconds(10));

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            RehearsalFigures found = Objects.requireNonNull(result.preflight().rehearsal());
            assertThat(found.ofRun()).isEqualTo(id);
            assertThat(found.reached()).isTrue();
            assertThat(found.floor().lost()).isZero();
            assertThat(found.floor().count()).isBetween(29L * RATE / 10, 31L * RATE / 10);
            assertThat(found.floor().percentile(Percentile.P50)).isPresent();
            // Each request of the run once, and one job for each.
            int each = mode == InjectMode.FRONTDOOR ? 2 : 1;
            assertThat(platforms.sum() - before).isEqualTo((long) each * RATE);
            Laboratory.assertNothingLost(result.audit(), RATE);
        }
    }
}
