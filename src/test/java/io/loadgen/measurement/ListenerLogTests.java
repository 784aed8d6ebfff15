package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.ListenerFigures;
import org.junit.jupiter.api.Test;

class ListenerLogTests {
    /** A clock may start anywhere. */
    private static final long WINDOW = Long.MAX_VALUE - 500;

    private final ListenerLog log = new ListenerLog();

    @Test
    void onlyProbesThatWereSentInTheMeasuredWindowCount() {
        log.sent(at(-200));
        log.answered(at(-200), 7);
        log.measureFrom(at(0));
        probe(at(-1), 11, 1);
        probe(at(0), 20, 2);
        probe(at(900), 30, 3);
        log.measureUntil(at(1_000));
        probe(at(999), 40, 4);
        probe(at(1_000), 50, 5);

        ListenerFigures figures = log.snapshot();
        assertThat(figures.probes()).isEqualTo(3);
        assertThat(figures.unanswered()).isZero();
        assertThat(figures.floorHistogram().expand().count()).isEqualTo(3);
        assertThat(figures.floorHistogram().expand().maxNanos()).isEqualTo(40);
        assertThat(figures.delayHistogram().expand().count()).isEqualTo(3);
        assertThat(figures.delayHistogram().expand().maxNanos()).isEqualTo(4);
    }

    @Test
    void aProbeThatDoesNotComeBackIsUnansweredAndInNoDistribution() {
        log.measureFrom(at(0));
        log.sent(at(0));
        log.sent(at(1));
        log.answered(at(1), 9);

        assertThat(log.snapshot().probes()).isEqualTo(2);
        assertThat(log.snapshot().unanswered()).isEqualTo(1);
        assertThat(log.snapshot().floorHistogram().expand().count()).isEqualTo(1);
        assertThat(log.snapshot().delayHistogram().expand().count()).isZero();
    }

    @Test
    void aSnapshotDoesNotChangeAfterwards() {
        log.measureFrom(at(0));
        ListenerFigures before = log.snapshot();
        probe(at(1), 9, 1);

        assertThat(before.floorHistogram().expand().count()).isZero();
        assertThat(log.snapshot().floorHistogram().expand().count()).isEqualTo(1);
    }

    private void probe(long sentNanos, long floor, long delay) {
        log.sent(sentNanos);
        log.answered(sentNanos, floor);
        log.delayed(sentNanos, delay);
    }

    private static long at(long since) {
        return WINDOW + since;
    }
}
