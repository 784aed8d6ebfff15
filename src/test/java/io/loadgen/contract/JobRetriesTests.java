package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRetriesTests {
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final List<Duration> STEPS = List.of(
            ACK_WAIT, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8));

    /** Measured: 35 s, 120 s, 5.5 min and 17.5 min at most; the first is 1 s, or 30 s where the worker died. */
    @Test
    void delayAndBackOffAddUpInC() {
        JobRetries retries = new JobRetries(ContractVersion.C, ACK_WAIT, 6, STEPS);

        assertThat(LongStream.rangeClosed(1, 5).mapToObj(retries::longestWait))
                .extracting(Duration::toSeconds)
                .containsExactly(30L, 60L, 120L, 330L, 1050L);
        assertThat(retries.longest()).contains(Duration.ofSeconds(1590));
    }

    @Test
    void withoutBackOffOnlyTheDelaysPass() {
        JobRetries retries = new JobRetries(ContractVersion.C, Duration.ofSeconds(3), 6, List.of());

        assertThat(LongStream.rangeClosed(1, 5).mapToObj(retries::longestWait))
                .extracting(Duration::toSeconds)
                .containsExactly(3L, 5L, 30L, 120L, 600L);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContractVersion.class,
            names = {"A", "B"})
    void elsewhereOnlyAJobThatNobodyAcknowledgesWaits(ContractVersion version) {
        assertThat(new JobRetries(version, ACK_WAIT, 5, List.of()).longest()).contains(Duration.ofMinutes(2));
    }

    @Test
    void theLastStepHoldsForAllLaterOnes() {
        JobRetries retries = new JobRetries(ContractVersion.B, ACK_WAIT, 11, List.of(ACK_WAIT, Duration.ofMinutes(1)));

        assertThat(retries.longest()).contains(Duration.ofSeconds(30 + 9 * 60));
        assertThat(new JobRetries(ContractVersion.B, ACK_WAIT, 1_000_001, List.of()).longest())
                .contains(ACK_WAIT.multipliedBy(1_000_000));
    }

    @Test
    void oneDeliveryIsNoRetryAndNoLimitNoEnd() {
        assertThat(new JobRetries(ContractVersion.C, ACK_WAIT, 1, STEPS).longest())
                .contains(Duration.ZERO);
        assertThat(new JobRetries(ContractVersion.C, ACK_WAIT, -1, STEPS).longest())
                .isEmpty();
    }
}
