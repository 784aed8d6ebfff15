package io.loadgen.operations.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveSeconds;
import io.loadgen.result.RunState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(120)
@SuppressWarnings("try") // what is shown is looked at, not what shows it
@ExtendWith(OutputCaptureExtension.class)
class ConsoleProgressTests {
    private final LiveFeed feed = new LiveFeed(InstantSource.system());
    private final BlockingQueue<LiveEvent> shown = new LinkedBlockingQueue<>();

    @Test
    void showsWhatTheFeedTells() throws InterruptedException {
        try (ConsoleProgress progress = new ConsoleProgress(feed, display(null))) {
            feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
            assertThat(next()).isInstanceOf(LiveEvent.Entered.class);
            feed.on(new RunEvent.SecondEnded(LiveSeconds.second(0)));
            assertThat(next()).isInstanceOf(LiveEvent.Snapshot.class);
        }
    }

    @Test
    void consoleThatBlocksDelaysNobodyAndIsThenShownTheNewest() throws InterruptedException {
        CountDownLatch unblocked = new CountDownLatch(1);
        try (ConsoleProgress progress = new ConsoleProgress(feed, display(unblocked))) {
            feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
            assertThat(next()).isInstanceOf(LiveEvent.Entered.class);
            for (int second = 0; second < 1000; second++) {
                feed.on(new RunEvent.SecondEnded(LiveSeconds.second(second)));
            }
            unblocked.countDown();

            next();
            assertThat(next())
                    .isInstanceOfSatisfying(
                            LiveEvent.Snapshot.class,
                            last -> assertThat(last.snapshot().progress().sent())
                                    .isEqualTo(100_000));
        }
    }

    @Test
    void logGetsALineEveryFewSeconds(CapturedOutput output) {
        ProgressDisplay log = new ProgressLog(Duration.ofSeconds(10));
        LiveFeed.Following following = feed.follow(log::show);
        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
        feed.on(new RunEvent.StateEntered(LiveSeconds.run(RunState.MEASURING)));
        for (int second = 0; second < 25; second++) {
            feed.on(new RunEvent.SecondEnded(LiveSeconds.second(second)));
        }
        following.close();

        assertThat(output.getOut().lines().filter(line -> line.contains("Run " + LiveSeconds.RUN + ": MEASURING")))
                .hasSize(2)
                .first()
                .asString()
                .contains("8 %, 100 of 200.0/s, E2 p50 9.48 ms p99 -", "50s left");
    }

    @Test
    void styleIsChosenByTheTerminalUnlessSet() {
        assertThat(LiveConfiguration.display(style(ConsoleStyle.AUTO), false)).isInstanceOf(ProgressLog.class);
        assertThat(LiveConfiguration.display(style(ConsoleStyle.LOG), true)).isInstanceOf(ProgressLog.class);
        assertThat(LiveConfiguration.display(style(ConsoleStyle.OFF), true)).isNotInstanceOf(ProgressLog.class);
        var before = System.out;
        try {
            assertThat(LiveConfiguration.display(style(ConsoleStyle.AUTO), true))
                    .isInstanceOf(ProgressLine.class);
            assertThat(System.out).as("output goes past the line").isNotSameAs(before);
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void settingsAreCheckedByName() {
        assertThatThrownBy(() -> new LiveProperties(0, Duration.ofSeconds(1), ConsoleStyle.AUTO, Duration.ofSeconds(1)))
                .hasMessage("loadgen.live.clients must be 1 to 1000, was 0");
        assertThatThrownBy(() -> new LiveProperties(1, Duration.ZERO, ConsoleStyle.AUTO, Duration.ofSeconds(1)))
                .hasMessage("loadgen.live.heartbeat must be above 0, was PT0S");
        assertThatThrownBy(
                        () -> new LiveProperties(1, Duration.ofSeconds(1), ConsoleStyle.AUTO, Duration.ofMillis(1500)))
                .hasMessage("loadgen.live.console-interval must be whole seconds, 1 or more, was PT1.5S");
    }

    private static LiveProperties style(ConsoleStyle style) {
        return new LiveProperties(100, Duration.ofSeconds(15), style, Duration.ofSeconds(10));
    }

    private LiveEvent next() throws InterruptedException {
        LiveEvent event = shown.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was shown");
        }
        return event;
    }

    /** Takes what it is to show, and then blocks as long as it is told to. */
    private ProgressDisplay display(@Nullable CountDownLatch until) {
        return new ProgressDisplay() {
            @Override
            public void show(LiveEvent event) {
                shown.add(event);
                if (until != null) {
                    awaitQuietly(until);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
