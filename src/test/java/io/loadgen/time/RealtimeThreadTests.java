package io.loadgen.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel says of the thread, not what was asked for. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RealtimeThreadTests {
    private static final int ORDINARY_POLICY = 0;
    private static final int FIRST_IN_FIRST_OUT = 1;

    @Test
    void ordinaryThreadIsLeftAlone() {
        try (RealtimeThread thread = RealtimeThread.enter(ThreadScheduling.DEFAULT)) {
            assertThat(thread.granted()).isEqualTo("as every other thread");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void promptThreadIsWokenWithoutSlackAndStaysOrdinary() {
        LinuxThread seen = LinuxThread.current();
        long slack = seen.timerSlack();
        assertThat(slack).isGreaterThan(1);

        try (RealtimeThread thread = RealtimeThread.enter(ThreadScheduling.LOW_LATENCY)) {
            assertThat(thread.granted()).contains("timer slack 1 ns");
            assertThat(seen.timerSlack()).isEqualTo(1);
            assertThat(seen.scheduling().policy()).isEqualTo(ORDINARY_POLICY);
            assertThat(thread.granted().contains("slice 100 us"))
                    .as("what is said to be granted")
                    .isEqualTo(seen.scheduling().sliceNanos() == 100_000);
        }

        assertThat(seen.timerSlack()).isEqualTo(slack);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void realTimeIsGrantedOrItIsSaidWhyNot() {
        LinuxThread seen = LinuxThread.current();

        try (RealtimeThread thread = RealtimeThread.enter(ThreadScheduling.REALTIME)) {
            boolean granted = seen.scheduling().policy() == FIRST_IN_FIRST_OUT;
            assertThat(thread.granted()).matches(granted ? "SCHED_FIFO, timer slack .*" : ".*; (no )?real time .*");
        }

        assertThat(seen.scheduling().policy()).isEqualTo(ORDINARY_POLICY);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void whatWasChangedIsTakenBack(ThreadScheduling scheduling) {
        LinuxThread seen = LinuxThread.current();
        LinuxThread.Scheduling before = seen.scheduling();
        long slack = seen.timerSlack();

        RealtimeThread.enter(scheduling).close();

        assertThat(seen.scheduling().withFlags(before.flags())).isEqualTo(before);
        assertThat(seen.timerSlack()).isEqualTo(slack);
    }

    /** Or a client's thread that is made in the middle of a run would keep a processor from everybody else. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void threadsThatItStartsAreOrdinary() {
        CompletableFuture<Integer> policy = new CompletableFuture<>();

        try (RealtimeThread thread = RealtimeThread.enter(ThreadScheduling.REALTIME)) {
            assertThat(thread.granted()).isNotEmpty();
            Thread.ofPlatform()
                    .start(() ->
                            policy.complete(LinuxThread.current().scheduling().policy()));
            assertThat(policy.join()).isEqualTo(ORDINARY_POLICY);
        }
    }

    @Test
    void virtualThreadHasNoUrgencyOfItsOwn() throws InterruptedException {
        CompletableFuture<Void> tried = new CompletableFuture<>();

        Thread.ofVirtual()
                .start(() -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> RealtimeThread.enter(ThreadScheduling.LOW_LATENCY));
                    tried.complete(null);
                })
                .join();

        assertThat(tried).isCompleted();
    }
}
