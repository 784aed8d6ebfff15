package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ConnectionGaps.Gap;
import io.loadgen.result.Phase;
import org.junit.jupiter.api.Test;

class ConnectionGapLogTests {
    private static final long SECOND = 1_000_000_000;

    /** A clock may start anywhere. */
    private static final long START = -20 * SECOND;

    private final ConnectionGapLog log = new ConnectionGapLog();

    @Test
    void whatIsNotSentInAGapIsCountedAndWhatIsNotSentElsewhereIsNot() {
        log.notSent(at(5));
        log.lost(at(12), Cause.CONNECTION);
        log.notSent(at(12));
        log.notSent(at(20));
        log.restored(at(37));
        log.notSent(at(37));
        log.notSent(at(38));

        assertThat(log.snapshot().notSent()).isEqualTo(3);
    }

    @Test
    void whatFailedBeforeAGapWasFoundOutIsCountedThen() {
        log.notSent(at(9));
        log.failed(at(8), at(9));
        for (int i = 0; i < 7; i++) {
            log.notSent(at(12));
            log.failed(at(10), at(11));
        }
        log.lost(at(11), Cause.SILENCE);

        assertThat(log.snapshot().notSent()).isEqualTo(7);
        assertThat(log.snapshot().failuresNearby()).isEqualTo(7);
    }

    @Test
    void nothingIsCountedForTwoGaps() {
        log.lost(at(10), Cause.CONNECTION);
        log.restored(at(11));
        log.failed(at(11), at(12));
        log.lost(at(12), Cause.CONNECTION);
        log.lost(at(12), Cause.CONNECTION);
        log.restored(at(13));

        assertThat(log.snapshot().failuresNearby()).isEqualTo(1);
        assertThat(log.snapshot().gaps()).hasSize(2);
    }

    @Test
    void failuresAreNearUntilTenSecondsAfterTheGap() {
        log.lost(at(10), Cause.CONNECTION);
        log.restored(at(12));
        log.failed(at(8), at(9));
        assertThat(log.snapshot().failuresNearby()).isZero();
        log.failed(at(9), at(10));
        log.failed(at(11), at(11));
        log.failed(at(22), at(40));
        assertThat(log.snapshot().failuresNearby()).isEqualTo(3);

        log.failed(at(22) + 1, at(23));
        assertThat(log.snapshot().failuresNearby()).isEqualTo(3);
    }

    @Test
    void timeoutsAcrossAGapAreUnheard() {
        log.lost(at(10), Cause.CONNECTION);
        log.restored(at(12));
        log.timedOut(Phase.MEASURED, 2, at(5), at(10));
        log.timedOut(Phase.WARMUP, 1, at(12), at(17));
        log.timedOut(Phase.MEASURED, 1, at(13), at(18));

        assertThat(log.snapshot().unheardSignals()).isEqualTo(3);
        assertThat(log.snapshot().unheardMeasuredSignals()).isEqualTo(2);
    }

    @Test
    void theClientsWordNamesTheCauseOfASilence() {
        log.lost(at(10), Cause.SILENCE);
        log.lost(at(10), Cause.CONNECTION);
        log.lost(at(11), Cause.PERMISSION);
        log.restored(at(12));
        log.restored(at(13));

        assertThat(log.snapshot().gaps()).containsExactly(Gap.between(at(10), at(12), Cause.CONNECTION));
    }

    @Test
    void aConnectionThatFlapsForEverTakesNoMoreMemory() {
        for (int flap = 0; flap < 1_500; flap++) {
            log.lost(at(2L * flap), Cause.CONNECTION);
            log.restored(at(2L * flap + 1));
        }

        assertThat(log.snapshot().gaps()).hasSize(1_000);
        assertThat(log.snapshot().gaps().getLast().toNanos()).isEqualTo(at(2_999));
    }

    @Test
    void theTimeWithoutAConnectionIsThatWithinTheWindow() {
        log.lost(at(10), Cause.CONNECTION);
        log.restored(at(12));
        log.lost(at(20), Cause.CONNECTION);

        assertThat(log.snapshot().nanosWithin(at(11), at(25))).isEqualTo(6 * SECOND);
        assertThat(log.snapshot().nanosWithin(at(0), at(10))).isZero();
        assertThat(ConnectionGaps.none().nanosWithin(at(0), at(99))).isZero();
    }

    private static long at(long second) {
        return START + second * SECOND;
    }
}
