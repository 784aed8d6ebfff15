package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortLimitsTests {
    private static final AbortLimits OPERATORS =
            new AbortLimits(0.9, Duration.ofSeconds(30), 100L, 50_000L, null, 3L, Duration.ofSeconds(60));

    @Test
    void whatARunLeavesOutIsAsTheOperatorHasIt() {
        AbortLimits own = new AbortLimits(0.1, null, null, null, 0L, null, Duration.ofSeconds(5));

        assertThat(own.or(OPERATORS))
                .isEqualTo(new AbortLimits(0.1, Duration.ofSeconds(30), 100L, 50_000L, 0L, 3L, Duration.ofSeconds(5)));
        assertThat(AbortLimits.none().or(OPERATORS)).isEqualTo(OPERATORS);
        assertThat(OPERATORS.or(AbortLimits.none())).isEqualTo(OPERATORS);
    }

    @Test
    void admissionFillsInTheOperatorsLimits() {
        RunLimits limits = new RunLimits(10_000, Duration.ofHours(1), 100_000, OPERATORS);

        assertThat(limits.admit(new SpecBuilder().build()).abortOn()).isEqualTo(OPERATORS);
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
