package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.result.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortLimitsTests {
    private static final AbortLimits OPERATORS = new AbortLimits(
            0.9, Duration.ofSeconds(30), 100L, 50_000L, null, 3L, Duration.ofSeconds(60), Duration.ofSeconds(20));

    @Test
    void whatARunLeavesOutIsAsTheOperatorHasIt() {
        AbortLimits own = new AbortLimits(0.1, null, null, null, 0L, null, Duration.ofSeconds(5), null);

        assertThat(own.or(OPERATORS))
                .isEqualTo(new AbortLimits(
                        0.1,
                        Duration.ofSeconds(30),
                        100L,
                        50_000L,
                        0L,
                        3L,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20)));
        assertThat(AbortLimits.none().or(OPERATORS)).isEqualTo(OPERATORS);
        assertThat(OPERATORS.or(AbortLimits.none())).isEqualTo(OPERATORS);
    }

    @Test
    void admissionFillsInTheOperatorsLimits() {
        RunLimits limits = new RunLimits(10_000, Duration.ofHours(1), 100_000, OPERATORS);

        assertThat(limits.admit(new SpecBuilder().build()).abortOn()).isEqualTo(OPERATORS);
    }

    @Test
    void aStallThatCannotBeToldEndsNoRun() {
        assertThat(stalled("5s").workerStalledFor()).isEqualTo(Duration.ofSeconds(5));
        for (String refused : List.of("4s", "5500ms", "0s", "-6s", "25h")) {
            assertThatThrownBy(() -> stalled(refused))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessageContainingAll("abortOn.workerStalledFor", "whole seconds, 5s to 24h");
        }
        assertThat(stalled("5s").words()).isEqualTo("no job taken by room-worker for 5s");
    }

    private static AbortLimits stalled(String longest) {
        return new AbortLimits(
                null, null, null, null, null, null, null, DurationText.parse("abortOn.workerStalledFor", longest));
    }

    @Test
    void anAbortedRunNeverPassesAndGivesItsReasonFirst() {
        assertThat(new Verdict(Verdict.Decision.PASS, List.of()).ofAborted("why"))
                .isEqualTo(new Verdict(Verdict.Decision.INCONCLUSIVE, List.of("the run was aborted: why")));
        assertThat(new Verdict(Verdict.Decision.NONE, List.of()).ofAborted("why"))
                .isEqualTo(new Verdict(Verdict.Decision.INCONCLUSIVE, List.of("the run was aborted: why")));
        assertThat(new Verdict(Verdict.Decision.FAIL, List.of("p99")).ofAborted("why"))
                .isEqualTo(new Verdict(Verdict.Decision.FAIL, List.of("the run was aborted: why", "p99")));
    }
}
