package io.loadgen.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.engine.search.method.TrialEnding;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.SearchSpecs;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SustainedSpec;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A trial of 100/s, two seconds of warm-up and ten measured, p99 of one second: ten requests may be late. */
class TrialWatchTests {
    private static final double RATE = 100;
    private static final long SECOND = 1_000_000_000;
    private static final long FIRST = 5_000;

    private final SustainedSpec trial = SearchSpecs.search(null).at(RATE, 1);
    private final TrialWatch watch = new TrialWatch(trial, FIRST, TrialEnding::beyondRepair);
    private final AtomicInteger ends = new AtomicInteger();

    /** Requests that are done at a rate, from when they were due or when it was their turn; until a time. */
    private void serve(double perSecond, double untilSecond) {
        watch.begin(0, ends::incrementAndGet);
        long done = 0;
        for (double at = 1 / perSecond; at < untilSecond && watch.reason().isEmpty(); at += 1 / perSecond) {
            double due = done / RATE;
            double end = Math.max(at, due);
            long nanos = (long) ((end - due) * SECOND);
            watch.observed(FIRST + done, AddKind.USERS, Signal.EVENT, nanos, nanos);
            watch.decided(FIRST + done, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, (long) (end * SECOND));
            done++;
        }
    }

    @Test
    void aPlatformThatKeepsUpIsLeftAlone() {
        serve(RATE, 12);

        assertThat(watch.reason()).isEmpty();
        assertThat(watch.isSurelyBad()).isFalse();
    }

    @Test
    void oneFarBehindIsEndedOnceAndItsMeasuredRequestsDecide() {
        serve(20, 12);

        assertThat(watch.reason()).hasValueSatisfying(why -> assertThat(why).startsWith("ended early"));
        assertThat(ends).hasValue(1);
        assertThat(watch.isSurelyBad())
                .as("none of the measured ones has ended yet")
                .isFalse();

        for (long slot = 200; slot < 211; slot++) {
            watch.observed(FIRST + slot, AddKind.USERS, Signal.EVENT, 2 * SECOND, 2 * SECOND);
        }
        assertThat(watch.isSurelyBad()).isTrue();
    }

    @Test
    void whatIsLateInTheWarmUpEndsNothing() {
        serve(20, 2);

        assertThat(watch.reason()).isEmpty();
    }

    @Test
    void whatOnlyTheGeneratorWasLateWithIsGood() {
        watch.begin(0, ends::incrementAndGet);
        for (long slot = 200; slot < 260; slot++) {
            watch.observed(FIRST + slot, AddKind.USERS, Signal.EVENT, 3 * SECOND, SECOND / 10);
        }

        assertThat(watch.isSurelyBad()).isFalse();
    }
}
