package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingLimitsTests {
    @ParameterizedTest
    @ValueSource(longs = {64L << 20, 512L << 20, 4L << 30, 64L << 30})
    void waitingMessagesNeverTakeMoreThanAnEighthOfTheHeap(long heap) {
        PendingLimits limits = PendingLimits.ofHeap(heap);

        long most = limits.messages() * PendingLimits.OVERHEAD_BYTES + limits.bytes();
        assertThat(most).isBetween(heap / 8 - PendingLimits.OVERHEAD_BYTES, heap / 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000})
    void aLimitOfNoneWouldMeanNoLimitToTheClient(long heap) {
        assertThat(PendingLimits.ofHeap(heap).messages()).isPositive();
        assertThat(PendingLimits.ofHeap(heap).bytes()).isPositive();
    }
}
