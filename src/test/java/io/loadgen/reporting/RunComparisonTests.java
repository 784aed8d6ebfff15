package io.loadgen.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.Comparison.PercentileChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Comparisons of whole reports. The runs are drawn with fixed seeds. */
class RunComparisonTests {
    private static final Map<Long, RunReport> RUNS = new ConcurrentHashMap<>();

    @Test
    void theSameRunsGiveTheSameAnswer() {
        assertThat(compared(run(1, 20), run(22, 22))).isEqualTo(compared(run(1, 20), run(22, 22)));
    }

    @Test
    void aFasterRunIsCalledFaster() {
        Comparison comparison = compared(run(1, 20), run(16, 16));

        assertThat(comparison.outcome()).isEqualTo(Outcome.FASTER);
        assertThat(comparison.sentence()).matches("E2 p\\d+ is \\d+ % faster, 95 % interval \\d+ to \\d+ %: faster");
    }

    @Test
    void aRunAgainstItselfIsNotDifferent() {
        Comparison comparison = compared(run(1, 20), run(1, 20));

        assertThat(RunComparison.isDifferent(comparison.outcome())).isFalse();
        assertThat(median(comparison).outcome()).isEqualTo(Outcome.SAME);
        assertThat(median(comparison).differencePercent()).isZero();
        assertThat(comparison.signals())
                .allSatisfy(signal -> assertThat(signal.cliffsDelta()).isZero());
    }

    @Test
    void repeatsSayHowFarRunsLieApart() {
        List<RunReport> repeats = List.of(run(1, 20), run(23, 23), run(3, 18), run(4, 21));
        Comparison alone = RunComparison.of(run(9, 23), repeats.subList(0, 1), false);
        Comparison repeated = RunComparison.of(run(9, 23), repeats, false);

        assertThat(alone.outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(median(alone).floorPercent()).isEqualTo(5);
        assertThat(repeated.outcome()).isEqualTo(Outcome.SAME);
        assertThat(median(repeated).floorPercent()).isBetween(25.0, 60.0);
    }

    @Test
    void moreLossesAreADifference() {
        Comparison comparison = compared(
                new SyntheticRun(1).report(),
                new SyntheticRun(2).losingAt(12).losingAt(30).rate(200).report());

        assertThat(comparison.signals().get(2).losses()).isNotNull();
        assertThat(comparison.signals().get(0).losses()).isNull();
    }

    @Test
    void runsThatAreNotAlikeAreRefusedUnlessForced() {
        RunReport slow = new SyntheticRun(1).report();
        RunReport fast = new SyntheticRun(2).rate(300).report();

        assertThatThrownBy(() -> compared(slow, fast))
                .isInstanceOf(NotComparableException.class)
                .hasMessage("the runs are not alike: spec.ratePerSecond is 200.0 in the baseline and 300.0 in the"
                        + " candidate");
        assertThat(RunComparison.of(fast, List.of(slow), true).unlike())
                .containsExactly(new Unlikeness("spec.ratePerSecond", "200.0", "300.0"));
    }

    @Test
    void typesOfRunAreNotAlike() {
        assertThat(Unlikeness.between(ReportTests.report("sound"), ReportTests.report("capacity")))
                .contains(new Unlikeness("spec.type", "sustained", "capacity"));
    }

    @Test
    void aRunThatMeasuredNothingIsRefused() {
        assertThatThrownBy(() -> RunComparison.of(ReportTests.report("failed"), List.of(run(1, 20)), true))
                .isInstanceOf(NotComparableException.class)
                .hasMessage("run 20261123-153012-7f3a measured no latency");
    }

    @Test
    void whatHasTooFewSecondsIsNotJudged() {
        Comparison comparison = compared(ReportTests.report("sound"), ReportTests.report("sound"));

        assertThat(comparison.outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(median(comparison).lowPercent()).isNull();
    }

    @Test
    void textIsAsItWasFoundRight() {
        Golden.assertMatches(
                "comparison.txt",
                ComparisonText.render(compared(
                        new SyntheticRun(1).report(),
                        new SyntheticRun(2).eventMillis(23).losingAt(30).report())));
    }

    private static PercentileChange median(Comparison comparison) {
        return comparison.signals().stream()
                .filter(signal -> signal.signal().equals("E2") && signal.basis().equals("response"))
                .findFirst()
                .orElseThrow()
                .percentiles()
                .getFirst();
    }

    private static Comparison compared(RunReport baseline, RunReport candidate) {
        return RunComparison.of(candidate, List.of(baseline), false);
    }

    private static RunReport run(long seed, double eventMillis) {
        return RUNS.computeIfAbsent(
                seed, key -> new SyntheticRun(seed).eventMillis(eventMillis).report());
    }
}
