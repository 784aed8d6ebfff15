package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AbortLimitsTests {
    private static final AbortLimits OPERATORS = new AbortLimits(
            OptionalDouble.of(0.9),
            Optional.of(Duration.ofSeconds(30)),
            OptionalLong.of(100),
            OptionalLong.of(50_000),
            OptionalLong.empty(),
            OptionalLong.of(3),
            Optional.of(Duration.ofSeconds(60)));

    @Test
    void whatARunLeavesOutIsAsTheOperatorHasIt() {
        AbortLimits own = new AbortLimits(
                OptionalDouble.of(0.1),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                Optional.of(Duration.ofSeconds(5)));

        assertThat(own.or(OPERATORS))
                .isEqualTo(new AbortLimits(
                        OptionalDouble.of(0.1),
                        Optional.of(Duration.ofSeconds(30)),
                        OptionalLong.of(100),
                        OptionalLong.of(50_000),
                        OptionalLong.of(0),
                        OptionalLong.of(3),
                        Optional.of(Duration.ofSeconds(5))));
        assertThat(AbortLimits.none().or(OPERATORS)).isEqualTo(OPERATORS);
        assertThat(OPERATORS.or(AbortLimits.none())).isEqualTo(OPERATORS);
    }

    @Test
    void admissionFillsInTheOperatorsLimits() {
        RunLimits limits = new RunLimits(10_000, Duration.ofHours(1), 100_000, OPERATORS);

        assertThat(limits.admit(new SpecBuilder().build()).abortOn()).isEqualTo(OPERATORS);
    }

    @Test
    void aWindowAloneEndsNothing() {
        AbortLimits window = new AbortLimits(
                OptionalDouble.empty(),
                Optional.of(Duration.ofSeconds(30)),
                OptionalLong.of(100),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());

        assertThat(window.isEmpty()).isTrue();
        assertThat(OPERATORS.isEmpty()).isFalse();
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
