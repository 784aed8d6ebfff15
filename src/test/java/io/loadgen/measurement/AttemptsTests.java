package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.loadgen.result.Attempt;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that fail are tried again, and each attempt is told of by itself. */
class AttemptsTests {
    /** Between attempts, as seen on a platform of contract C. */
    private static final List<Long> WAITS_MILLIS = List.of(930L, 34_900L, 119_200L, 308_000L, 1_040_000L);

    /** Of one attempt, from its begin until its result; the event comes half-way. */
    private static final long WORK = 10 * TrackerRig.MILLI;

    private final TrackerRig rig =
            new TrackerRig(100, new SlotTimeouts(TrackerRig.REPLY_TIMEOUT, 3600 * TrackerRig.SECOND));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aJobThatFailedSoOftenHasItsEventInTheNextAttempt(int failures) {
        long begin = rig.now;
        long key = rig.send();
        rig.accepted(key);
        for (int attempt = 1; attempt <= failures; attempt++) {
            rig.after(WORK).passingError(key);
            rig.after(WAITS_MILLIS.get(attempt - 1) * TrackerRig.MILLI);
        }
        rig.after(WORK / 2).event(key);
        long event = rig.now - begin;
        rig.after(WORK / 2).ok(key);
        long ok = rig.now - begin;

        List<Attempt> attempts = rig.log.snapshot().attempts();
        assertThat(attempts).hasSize(failures + 1);
        assertThat(attempts.subList(0, failures)).allSatisfy(attempt -> {
            assertThat(attempt.failed()).isOne();
            assertThat(attempt.ok()).isZero();
            assertThat(attempt.unfinished()).isZero();
            assertThat(attempt.latencies()).isEmpty();
        });
        Attempt last = attempts.getLast();
        assertThat(last.attempt()).isEqualTo(failures + 1);
        assertThat(last.failed()).isZero();
        assertThat(last.ok()).isOne();
        assertTook(last, Signal.EVENT, Basis.SERVICE, event);
        assertTook(last, Signal.EVENT, Basis.RESPONSE, event + TrackerRig.LAG);
        assertTook(last, Signal.RESULT, Basis.SERVICE, ok);
        assertTook(last, Signal.RESULT, Basis.RESPONSE, ok + TrackerRig.LAG);
        assertThat(rig.measured().count(EventOutcome.EVENT)).isOne();
        assertThat(rig.measured().count(ResultOutcome.ERROR)).isOne();
        assertThat(rig.tracker.outstanding()).isZero();
    }

    @Test
    void whatIsStillToBeTriedAgainWhenItsWaitEndsIsUnfinished() {
        long key = rig.send();
        rig.accepted(key);
        for (int attempt = 1; attempt <= 6; attempt++) {
            rig.after(WORK).passingError(key);
        }
        rig.after(3601 * TrackerRig.SECOND).sweep();

        assertThat(rig.log.snapshot().attempts()).extracting(Attempt::failed).containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(rig.log.snapshot().attempts())
                .extracting(Attempt::unfinished)
                .containsExactly(0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(rig.measured().count(EventOutcome.WORKER_ERROR)).isOne();
    }

    @Test
    void aLastingFailureAfterAPassingOneIsTheEnd() {
        long key = rig.send();
        rig.accepted(key);
        rig.after(WORK).passingError(key);
        rig.after(WORK).finalError(key);

        List<Attempt> attempts = rig.log.snapshot().attempts();
        assertThat(attempts).extracting(Attempt::failed).containsExactly(1L, 1L);
        assertThat(attempts).extracting(Attempt::unfinished).containsOnly(0L);
    }

    @Test
    void eachAttemptCountsItsRequests() {
        long first = rig.send();
        long second = rig.send();
        long well = rig.send();
        for (long key : List.of(first, second, well)) {
            rig.accepted(key);
        }
        rig.event(well);
        rig.ok(well);
        rig.passingError(first);
        rig.passingError(second);
        rig.event(first);
        rig.ok(first);
        rig.passingError(second);
        rig.event(second);
        rig.ok(second);

        List<Attempt> attempts = rig.log.snapshot().attempts();
        assertThat(attempts).extracting(Attempt::failed).containsExactly(2L, 1L, 0L);
        assertThat(attempts).extracting(Attempt::ok).containsExactly(0L, 1L, 1L);
    }

    @Test
    void nothingIsSaidOfJobsThatGoWell() {
        long key = rig.send();
        rig.accepted(key);
        rig.event(key);
        rig.ok(key);

        assertThat(rig.log.snapshot().attempts()).isEmpty();
    }

    private static void assertTook(Attempt attempt, Signal signal, Basis basis, long nanos) {
        LatencyRow found = attempt.latencies().stream()
                .filter(row -> row.isOf(signal, basis))
                .findFirst()
                .orElseThrow();
        assertThat(found.times().count()).isOne();
        assertThat(found.histogram().expand().observed().getMaxValue())
                .as("%s, %s", signal, basis)
                .isCloseTo(nanos, withinPercentage(0.1));
    }
}
