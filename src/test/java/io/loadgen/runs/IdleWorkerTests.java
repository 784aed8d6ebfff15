package io.loadgen.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleWorkerTests {
    private long nowNanos = 1_000;
    private int looks;

    @Test
    void aWorkerThatIsNearlyIdleIsWaitedFor() throws Exception {
        idleAfter(3).require(() -> false);

        assertThat(looks).isEqualTo(4);
    }

    @Test
    void aWorkerThatStaysBusyRefusesTheRunAndSaysWhatIsLeft() {
        assertThatThrownBy(() -> idleAfter(Integer.MAX_VALUE).require(() -> false))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("5 pending, 2 being worked on")
                .hasMessageContaining("purge the stream");
        // 2 s of patience, a look each 50 ms.
        assertThat(looks).isBetween(40, 43);
    }

    @Test
    void aStoppedRunDoesNotWait() throws Exception {
        idleAfter(Integer.MAX_VALUE).require(() -> true);

        assertThat(looks).isEqualTo(1);
    }

    private IdleWorker idleAfter(int busyLooks) {
        ChatPlatform platform = new ChatPlatform() {
            @Override
            public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
                throw new AssertionError("nothing is opened");
            }

            @Override
            public BacklogSample backlog() {
                boolean busy = looks++ < busyLooks;
                return new BacklogSample("ROOMS_site", "room-worker", busy ? 5 : 0, busy ? 2 : 0, 0);
            }
        };
        LoadSettings settings = new LoadSettings(
                () -> nowNanos,
                (instantNanos, givenUp) -> nowNanos = instantNanos,
                InstantSource.system(),
                () -> 0,
                1000,
                IntervalListener.NONE);
        return new IdleWorker(platform, settings);
    }
}
