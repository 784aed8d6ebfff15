package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.time.FakeClock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Looks at the worker by hand, one a second, and which of them tell that it takes no jobs. */
@ExtendWith(OutputCaptureExtension.class)
class BacklogMonitorTests {
    private static final long SECOND = 1_000_000_000L;

    private final FakeClock clock = new FakeClock();
    private final Scripted platform = new Scripted();
    private final BacklogMonitor monitor = new BacklogMonitor(platform, clock);

    /** A second passes, and then the worker is looked at: messages pending, at work, delivered so far, and waiting pulls. */
    private void look(long pending, long ackPending, long deliveries, long waitingPulls) {
        clock.advance(SECOND);
        platform.next =
                new BacklogSample("ROOMS_site", "room-worker", pending, ackPending, 0, deliveries, waitingPulls);
        monitor.sample(true);
    }

    private void failedLook() {
        clock.advance(SECOND);
        platform.next = null;
        monitor.sample(true);
    }

    private @Nullable WorkerStall stall() {
        return monitor.stall(FakeClock.START);
    }

    private @Nullable WorkerStall longest() {
        return monitor.summary(FakeClock.START, FakeClock.START, clock.nanoTime())
                .stall();
    }

    @Test
    void noPullWhileMessagesWaitForFiveSecondsIsAStall(CapturedOutput output) {
        look(0, 16, 100, 1);
        for (int second = 0; second < 5; second++) {
            look(10 + second, 16, 100, 0);
            assertThat(stall()).isNull();
        }
        look(60, 16, 100, 0);

        assertThat(stall()).isEqualTo(new WorkerStall(2000, 5000, 60, 16));

        look(40, 16, 100, 0);
        assertThat(stall()).isEqualTo(new WorkerStall(2000, 6000, 60, 16));
        assertThat(longest()).isEqualTo(stall());
        assertThat(output.getOut().lines().filter(line -> line.contains("room-worker takes no jobs")))
                .singleElement()
                .asString()
                .contains("for 5.0 s while 60 messages wait");
    }

    @Test
    void looksThatComeAMomentEarlyAreASecondApart() {
        for (int second = 0; second < 6; second++) {
            clock.advance(-SECOND / 2000);
            look(10, 16, 100, 0);
        }

        assertThat(stall()).isEqualTo(new WorkerStall(999.5, 4997.5, 10, 16));
    }

    @Test
    void aSlowWorkerThatTakesJobsIsNone() {
        for (int second = 0; second < 60; second++) {
            look(1000 + 50 * second, 100, 100 + second, 0);
        }

        assertThat(stall()).isNull();
        assertThat(longest()).isNull();
    }

    @Test
    void aWorkerThatWorksOffWhatItFetchedIsNone() {
        for (int second = 0; second < 60; second++) {
            // One a second of 200, of which no pull tells before half of them are done.
            look(1000, 200 - second, 500, 0);
        }

        assertThat(longest()).isNull();
    }

    @Test
    void aWorkerThatPullsNowAndThenIsNone() {
        for (int second = 0; second < 60; second++) {
            look(1000, 100, 500, second % 5 == 0 ? 1 : 0);
        }

        assertThat(longest()).isNull();
    }

    @Test
    void jobsThatAreTakenAgainAreTaken() {
        for (int second = 0; second < 60; second++) {
            // The same messages are handed out again and again, none of them for the first time.
            look(1000, 100, 500 + second / 4, 0);
        }

        assertThat(longest()).isNull();
    }

    @Test
    void whereNothingWaitsNobodyHasToPull() {
        for (int second = 0; second < 60; second++) {
            look(0, 16, 500, 0);
        }

        assertThat(longest()).isNull();
    }

    @Test
    void aLookThatFailedProvesNothing() {
        for (int second = 0; second < 5; second++) {
            look(10, 16, 100, 0);
        }
        failedLook();
        for (int second = 0; second < 5; second++) {
            look(10, 16, 100, 0);
        }
        assertThat(longest()).isNull();
        look(10, 16, 100, 0);
        assertThat(stall()).isEqualTo(new WorkerStall(7000, 5000, 10, 16));

        failedLook();

        assertThat(stall()).isNull();
        assertThat(longest()).isEqualTo(new WorkerStall(7000, 5000, 10, 16));
    }

    @Test
    void theLongestStallIsKept(CapturedOutput output) {
        stalled(6);
        look(0, 0, 200, 1);
        assertThat(stall()).isNull();
        stalled(9);
        look(5, 4, 201, 0);
        assertThat(stall()).isNull();
        stalled(7);

        assertThat(longest()).isEqualTo(new WorkerStall(9000, 9000, 10, 16));
        assertThat(stall()).isEqualTo(new WorkerStall(20_000, 7000, 10, 16));
        assertThat(output.getOut().lines().filter(line -> line.contains("stall of 6.0 s or more is over")))
                .hasSize(1);
    }

    private void stalled(int seconds) {
        for (int second = 0; second <= seconds; second++) {
            look(10, 16, 100, 0);
        }
    }

    /** A platform that has nothing but a backlog, and that only now and then. */
    private static final class Scripted implements ChatPlatform {
        private @Nullable BacklogSample next;

        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BacklogSample backlog() throws InjectionException {
            if (next == null) {
                throw new InjectionException("nobody answers", null);
            }
            return next;
        }
    }
}
