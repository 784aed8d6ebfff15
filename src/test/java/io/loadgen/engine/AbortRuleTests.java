package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.engine.AbortRule.Second;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.spec.AbortLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seconds by hand, and when they end a run. */
class AbortRuleTests {
    private static final Second GOOD = new Second(100, 0, 0, null, 0, 0, true);

    private @Nullable Double errorRate;
    private @Nullable Long backlog;
    private @Nullable Long dropped;
    private @Nullable Long disconnects;
    private @Nullable Duration disconnectedFor;
    private @Nullable Duration workerStalledFor;

    private AbortRule rule() {
        return new AbortRule(new AbortLimits(
                errorRate,
                Duration.ofSeconds(3),
                50L,
                backlog,
                dropped,
                disconnects,
                disconnectedFor,
                workerStalledFor));
    }

    @Test
    void withoutLimitsNothingEndsARun() {
        AbortRule rule = new AbortRule(AbortLimits.none());
        for (int second = 0; second < 100; second++) {
            assertThat(rule.endSecond(new Second(100, 100, 1_000_000, null, 1_000, 50, false)))
                    .isEmpty();
        }
    }

    @Test
    void theShareOfErrorsIsThatOfTheWindowAlone() {
        errorRate = 0.5;
        AbortRule rule = rule();
        for (int second = 0; second < 10; second++) {
            assertThat(rule.endSecond(GOOD)).isEmpty();
        }
        // 100, then 200 of 300 within the last three seconds.
        assertThat(rule.endSecond(failed(100, 100))).isEmpty();
        assertThat(rule.endSecond(failed(100, 100)))
                .contains("200 of 300 requests closed within 3 s are without their event, which is 66.6667 %"
                        + " (abortOn.errorRate 0.5)");
    }

    @Test
    void aShareAtTheLimitIsWithinIt() {
        errorRate = 0.5;
        assertThat(rule().endSecond(failed(100, 50))).isEmpty();
        assertThat(rule().endSecond(failed(100, 51))).isPresent();
    }

    @Test
    void oldErrorsAreForgotten() {
        errorRate = 0.1;
        AbortRule rule = rule();
        assertThat(rule.endSecond(failed(30, 30))).isEmpty();
        assertThat(rule.endSecond(failed(0, 0))).isEmpty();
        assertThat(rule.endSecond(failed(0, 0))).isEmpty();
        // The 30 are past the window of 3 s now, or they would be 30 of 130.
        assertThat(rule.endSecond(GOOD)).isEmpty();
    }

    @Test
    void fewerRequestsThanTheMinimumSayNothing() {
        errorRate = 0.0;
        AbortRule rule = rule();
        assertThat(rule.endSecond(failed(49, 49))).isEmpty();
        assertThat(rule.endSecond(failed(1, 0))).isPresent();
    }

    @Test
    void noErrorAtAllIsALimitToo() {
        errorRate = 0.0;
        assertThat(rule().endSecond(GOOD)).isEmpty();
        assertThat(rule().endSecond(failed(100, 1))).isPresent();
    }

    @Test
    void aBacklogBeyondItsLimitEndsTheRunAndAnUnknownOneDoesNot() {
        backlog = 1000L;
        AbortRule rule = rule();
        assertThat(rule.endSecond(new Second(0, 0, 1000, null, 0, 0, true))).isEmpty();
        assertThat(rule.endSecond(new Second(0, 0, -1, null, 0, 0, true))).isEmpty();
        assertThat(rule.endSecond(new Second(0, 0, 1001, null, 0, 0, true)))
                .contains("room-worker has 1001 messages before it (abortOn.backlog 1000)");
    }

    @Test
    void droppedMessagesBeyondTheirLimitEndTheRun() {
        dropped = 0L;
        AbortRule rule = rule();
        assertThat(rule.endSecond(GOOD)).isEmpty();
        assertThat(rule.endSecond(new Second(100, 0, 0, null, 1, 0, true)))
                .contains("our own client was a slow consumer and dropped 1 messages (abortOn.droppedMessages 0)");
    }

    @Test
    void lossesOfTheConnectionBeyondTheirLimitEndTheRun() {
        disconnects = 1L;
        AbortRule rule = rule();
        assertThat(rule.endSecond(new Second(0, 0, 0, null, 0, 1, true))).isEmpty();
        assertThat(rule.endSecond(new Second(0, 0, 0, null, 0, 2, true)))
                .contains("the connection to NATS was lost 2 times (abortOn.disconnects 1)");
    }

    @Test
    void secondsWithoutAConnectionCountInARowOnly() {
        disconnectedFor = Duration.ofSeconds(2);
        AbortRule rule = rule();
        Second down = new Second(0, 0, 0, null, 0, 1, false);
        assertThat(rule.endSecond(down)).isEmpty();
        assertThat(rule.endSecond(GOOD)).isEmpty();
        assertThat(rule.endSecond(down)).isEmpty();
        assertThat(rule.endSecond(down)).contains("no connection to NATS for 2 s (abortOn.disconnectedFor 2s)");
    }

    @Test
    void aWorkerThatTakesNoJobForItsLimitEndsTheRun() {
        workerStalledFor = Duration.ofSeconds(7);
        AbortRule rule = rule();
        assertThat(rule.endSecond(stalled(6_949))).isEmpty();
        assertThat(rule.endSecond(GOOD)).isEmpty();
        assertThat(rule.endSecond(stalled(7_000)))
                .contains(
                        "room-worker took no job for 7.0 s, from 12.3 s of the run on: no pull request, no delivery and no"
                                + " acknowledgement while up to 560 messages waited and 16 were handed out (abortOn.workerStalledFor"
                                + " 7s)");
    }

    private static Second stalled(double millis) {
        return new Second(0, 0, 576, new WorkerStall(12_333, millis, 560, 16), 0, 0, true);
    }

    private static Second failed(long closed, long failed) {
        return new Second(closed, failed, 0, null, 0, 0, true);
    }
}
