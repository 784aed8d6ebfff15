package io.loadgen.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.Answer;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.NeededRight;
import io.loadgen.injection.PayloadLimit;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.ServerState;
import io.loadgen.injection.StreamState;
import io.loadgen.injection.WorkerState;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerChecksTests {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.250Z");
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final List<Duration> STEPS = List.of(
            ACK_WAIT, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8));

    private final AtomicLong longestRetry = new AtomicLong(-1);

    @Test
    void theSettingsAreShown() throws Exception {
        assertThat(check("worker-settings", ContractVersion.C, worker(0, 0, STEPS, 6)))
                .isEqualTo(PreflightCheck.pass(
                        "worker-settings",
                        "ack wait 30s; at most 6 deliveries; backoff 30s, 60s, 120s, 240s, 480s; at most 1000 jobs at"
                                + " work: as the platform ships them"));
        assertThat(check("worker-settings", ContractVersion.B, worker(0, 0, List.of(), 5))
                        .status())
                .isEqualTo(CheckStatus.PASS);
    }

    @Test
    void settingsOfOnesOwnAreHeldAgainstThePlatforms() throws Exception {
        PreflightCheck check = check("worker-settings", ContractVersion.C, worker(0, 0, List.of(), -1));

        assertThat(check.status()).isEqualTo(CheckStatus.WARN);
        assertThat(check.finding())
                .startsWith("room-worker's consumer has deliveries without end, not 6; no backoff, not 30s, 60s, 120s,"
                        + " 240s, 480s (all of it: ack wait 30s; ");
    }

    @Test
    void whatIsLeftMayBeTriedAgainUntilTheWaitsAreOver() throws Exception {
        PreflightCheck check = check("worker-idle", ContractVersion.C, worker(0, 3, STEPS, 6));

        assertThat(check.status()).isEqualTo(CheckStatus.FAIL);
        assertThat(check.finding())
                .isEqualTo("consumer room-worker of stream ROOMS-site-1 is not idle: 0 pending, 3 being worked on or to"
                        + " be tried again; what the worker has in hand it may try again for up to 26 min 30 s, until"
                        + " 2026-11-30T12:26:30Z");
        assertThat(check.remedy()).contains("purge the stream of subject chat.room.canonical.site-1.member.add");
    }

    @Test
    void whatIsPendingBeginsWhenTheWorkerTakesIt() throws Exception {
        assertThat(check("worker-idle", ContractVersion.B, worker(7, 0, List.of(), 5))
                        .finding())
                .endsWith(
                        "for up to 2 min 0 s, until 2026-11-30T12:02:00Z, and what is pending for as long from when it"
                                + " takes it");
        assertThat(check("worker-idle", ContractVersion.B, worker(7, 0, List.of(), -1))
                        .finding())
                .endsWith("the worker tries again without end");
    }

    @Test
    void howLongAJobMayBeTriedIsTold() throws Exception {
        check("worker-idle", ContractVersion.B, worker(0, 0, List.of(), 5));
        assertThat(longestRetry).hasValue(Duration.ofMinutes(2).toNanos());

        longestRetry.set(-1);
        check("worker-idle", ContractVersion.B, worker(0, 0, List.of(), -1));
        assertThat(longestRetry).as("without end").hasValue(-1);
    }

    private static WorkerState worker(long pending, long ackPending, List<Duration> backOff, long maxDeliver) {
        return new WorkerState(
                new BacklogSample("ROOMS-site-1", "room-worker", pending, ackPending, 0, 0, 1),
                false,
                List.of(),
                ACK_WAIT,
                backOff,
                maxDeliver,
                1000);
    }

    /** Patience is over at once: somebody has cancelled. */
    private PreflightCheck check(String name, ContractVersion version, WorkerState worker) throws Exception {
        return new WorkerChecks(
                        new Platform(worker),
                        ChatContract.of(version, "site-1"),
                        () -> 0,
                        (untilNanos, cancelled) -> {},
                        () -> NOW)
                .step(longestRetry::set, () -> true).look().call().stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private record Platform(WorkerState state) implements PlatformInspection {
        @Override
        public Optional<WorkerState> worker(String stream) {
            return Optional.of(state);
        }

        @Override
        public ServerState server() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PayloadLimit> payloadLimits() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StreamState> streams() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Answer ask(String subject, String requestId, byte[] body, Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<MissingRight> denied(List<NeededRight> needed) {
            throw new UnsupportedOperationException();
        }
    }
}
