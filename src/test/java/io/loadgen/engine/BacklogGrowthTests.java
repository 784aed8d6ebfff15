package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.Measurements.BacklogSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Growth is what was seen at both ends of the measured window, and is not known where it was not seen there. */
class BacklogGrowthTests {
    private static final long SECOND = 1_000_000_000;

    private final Worker worker = new Worker();
    private final BacklogMonitor monitor = new BacklogMonitor(worker, () -> worker.nanos);

    @Test
    void growthIsOfWhatWasSeenNearBothEnds() {
        look(0.3, true, 10);
        look(5, true, 90);
        look(9.3, true, 40);

        assertThat(growth(10)).isEqualTo(30);
    }

    /** Half a second is measured, and one look a second falls into it or does not. */
    @Test
    void aWindowShorterThanTheTimeBetweenLooksHasNone() {
        look(-0.2, false, 0);
        look(0.3, true, 100);
        look(0.8, false, 200);

        assertThat(growth(0.5)).isNull();
        assertThat(new BacklogMonitor(worker, () -> worker.nanos)
                        .summary(0, 0, SECOND)
                        .growth())
                .isNull();
    }

    @Test
    void oneEndThatWasNotSeenIsEnough() {
        look(2.5, true, 10);
        look(9.3, true, 40);
        assertThat(growth(10)).isNull();

        look(9.8, true, 50);
        assertThat(growth(20)).isNull();
    }

    @Test
    void aLookThatFailsIsCountedAndSeesNothing() {
        look(0.3, true, 10);
        worker.failure = new InjectionException("no such consumer", new IllegalStateException());
        look(9.3, true, 40);

        BacklogSummary summary = monitor.summary(0, 0, 10 * SECOND);
        assertThat(summary.failedSamples()).isOne();
        assertThat(summary.growth()).isNull();
    }

    private void look(double seconds, boolean measured, long pending) {
        worker.nanos = (long) (seconds * SECOND);
        worker.pending = pending;
        monitor.sample(measured);
    }

    private @Nullable Long growth(double windowSeconds) {
        return monitor.summary(0, 0, (long) (windowSeconds * SECOND)).growth();
    }

    /** A consumer with a backlog, and nothing else. */
    private static final class Worker implements ChatPlatform {
        private long nanos;
        private long pending;
        private @Nullable InjectionException failure;

        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public BacklogSample backlog() throws InjectionException {
            if (failure != null) {
                throw failure;
            }
            return new BacklogSample("ROOMS", "room-worker", pending, 0, 0, 0, 1);
        }
    }
}
