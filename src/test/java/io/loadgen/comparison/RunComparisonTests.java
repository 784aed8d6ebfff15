package io.loadgen.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.report.ComparisonFormat;
import io.loadgen.report.GeneratorReportTests;
import io.loadgen.report.Golden;
import io.loadgen.report.ReportTests;
import io.loadgen.report.SampleRuns;
import io.loadgen.result.Environment;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comparisons of whole reports. The runs are drawn with fixed seeds. */
public class RunComparisonTests {
    private static final Map<Drawn, RunReport> RUNS = new ConcurrentHashMap<>();

    @Test
    void theSameRunsGiveTheSameAnswer() {
        assertThat(compared(run(1, 20), run(22, 22))).isEqualTo(compared(run(1, 20), run(22, 22)));
    }

    /** As a report may be whose file was damaged. */
    @Test
    void aSignalWithoutItsSecondsIsNotCompared() {
        RunReport sound = run(1, 20);
        SecondsKept kept = SecondsKept.of(sound);
        RunReport without = sound.withSeconds(new SecondsKept(
                kept.timeline(),
                kept.intervals().stream()
                        .map(second -> new LatencyInterval(
                                second.fromSecond(),
                                second.seconds(),
                                second.latencies().stream()
                                        .filter(part -> part.signal() != Signal.EVENT)
                                        .toList()))
                        .toList()));

        assertThat(compared(without, sound).signals())
                .isNotEmpty()
                .noneMatch(change -> change.signal().equals("E2"));
    }

    @Test
    void aFasterRunIsCalledFasterWhereTheHistoryKnowsTheSeries() {
        Comparison comparison = ReportComparison.of(List.of(run(16, 16)), List.of(run(1, 20)), series(5), false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.FASTER);
        assertThat(comparison.sentence()).matches("E2 p\\d+ is \\d+ % faster, 95 % interval \\d+ to \\d+ %: faster");
        assertThat(comparison.repeats()).isNull();
        assertThat(comparison.method().degreesOfFreedom()).isEqualTo(4);
        assertThat(comparison.method().spread()).isEqualTo("between 5 other runs of the series in the history");
    }

    @Test
    void oneRunEachTellsNothingWhereTheHistoryDoesNotKnowTheSeries() {
        Comparison comparison = ReportComparison.of(List.of(run(16, 16)), List.of(run(1, 20)), series(4), false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(comparison.sentence())
                .matches("cannot tell from one run of each side: E2 p\\d+ is \\d+ % faster, and how far runs lie apart"
                        + " without a change is not known; it takes at least 3 runs of each side, in turn, or 5 other runs"
                        + " of the series in the history, which has 4");
        assertThat(comparison.repeats()).isEqualTo(3);
        assertThat(median(comparison).differencePercent()).isBetween(-23.0, -15.0);
        assertThat(median(comparison).lowPercent()).isNull();
        assertThat(median(comparison).noisePercent()).isNull();
    }

    @Test
    void whatIsUndecidedSaysHowManyRunsWouldTell() {
        Comparison comparison = ReportComparison.of(List.of(run(22, 20.8)), List.of(run(1, 20)), series(5), false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(comparison.repeats()).isBetween(3, 20);
        assertThat(comparison.sentence())
                .contains("undecided")
                .endsWith(
                        "; " + comparison.repeats() + " runs of each side, in turn, would tell so large a difference");
    }

    @Test
    void repeatsInTurnSayHowFarRunsLieApart() {
        List<RunReport> baseline = List.of(run(1, 20, 0), run(2, 20.4, 30), run(3, 19.7, 40), run(4, 20.1, 70));
        List<RunReport> same = List.of(run(5, 20.2, 10), run(6, 19.9, 20), run(7, 20, 50), run(8, 20.3, 60));
        List<RunReport> slower = List.of(run(5, 24.2, 10), run(6, 23.9, 20), run(7, 24, 50), run(8, 24.3, 60));

        Comparison alike = ReportComparison.of(same, baseline, List.of(), false);
        Comparison different = ReportComparison.of(slower, baseline, List.of(), false);

        assertThat(alike.outcome()).isEqualTo(Outcome.SAME);
        assertThat(alike.method().order()).isEqualTo("inTurn");
        assertThat(different.outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(different.method().spread())
                .isEqualTo("between 4 runs of the baseline, and between 4 runs of the candidate");
        assertThat(different.remarks()).noneMatch(remark -> remark.contains("in turn"));
    }

    @Test
    void repeatsInBlocksAreToldAndProveNothingByThemselves() {
        List<RunReport> baseline = List.of(run(1, 20, 0), run(2, 20.4, 10));
        List<RunReport> candidate = List.of(run(5, 24, 20), run(6, 24.3, 30));

        Comparison comparison = ReportComparison.of(candidate, baseline, List.of(), false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(comparison.sentence()).startsWith("cannot tell from runs in blocks: ");
        assertThat(comparison.remarks()).anyMatch(remark -> remark.contains("run them in turn"));
    }

    @Test
    void aRestlessSeriesKeepsNoiseFromBeingCalledAChange() {
        List<SeriesFigures> restless = Stream.of(run(31, 20), run(32, 26), run(33, 16), run(34, 23), run(35, 18))
                .flatMap(run -> SeriesFigures.of(run).stream())
                .toList();
        Comparison comparison = ReportComparison.of(List.of(run(9, 23)), List.of(run(1, 20)), restless, false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(median(comparison).noisePercent()).isBetween(60.0, 150.0);
    }

    @Test
    void aSeriesIsWhatWasAskedForWhereAndHow() {
        RunReport run = run(1, 20);
        Environment place = run.environment();
        Environment elsewhere = new Environment(
                place.buildVersion(),
                place.javaVersion(),
                place.cores(),
                place.operatingSystem(),
                place.host(),
                place.contractVersion(),
                place.natsServerVersion(),
                "site-other",
                place.settings());

        assertThat(SeriesFigures.seriesOf(run)).matches("[0-9a-f]{16}").isEqualTo(SeriesFigures.seriesOf(run(2, 30)));
        assertThat(SeriesFigures.seriesOf(new SyntheticRun(1).rate(300).report()))
                .isNotEqualTo(SeriesFigures.seriesOf(run));
        assertThat(SeriesFigures.seriesOf(ReportBuilder.build(new SyntheticRun(1).record(), elsewhere)))
                .isNotEqualTo(SeriesFigures.seriesOf(run));
        assertThat(SeriesFigures.of(ReportTests.report("failed"))).isEmpty();
        assertThat(SeriesFigures.of(ReportTests.report("stopped"))).isEmpty();
    }

    @Test
    void whatChangesWhatALatencyMeansIsRefused() {
        assertThat(SpecDifference.between(
                        List.of(run(1, 20)),
                        List.of(new SyntheticRun(2).eventTimeout(5_000).report())))
                .containsExactly(new SpecDifference("spec.eventTimeout", "30s", "5s"));
        assertThat(SpecDifference.between(
                        List.of(run(1, 20)),
                        List.of(new SyntheticRun(2).roomsOf(112).report())))
                .containsExactly(
                        new SpecDifference("the size of rooms at the start", "100.0 members", "112.0 members"));
    }

    @Test
    void processorTimeThatTheHostTookIsNamed() {
        assertThat(SpecDifference.remarkable(stolen(0.004), stolen(0.009))).isEmpty();
        assertThat(SpecDifference.remarkable(stolen(0.004), stolen(0.12)))
                .containsExactly(new SpecDifference("figures.generator.stealPercent", "0.4", "12.0"));
    }

    @Test
    void aFloorThatMovedIsNamed() {
        assertThat(SpecDifference.remarkable(probed(1_000), probed(1_400))).isEmpty();
        assertThat(SpecDifference.remarkable(probed(1_000), probed(1_600)))
                .extracting(SpecDifference::field)
                .containsExactly("figures.listener.floor.p50");
    }

    private static RunReport probed(long micros) {
        return new SyntheticRun(1).floor(micros).report();
    }

    private static RunReport stolen(double share) {
        GeneratorFigures told = GeneratorReportTests.TALKATIVE;
        GeneratorFigures health = new GeneratorFigures(
                told.seconds(),
                told.processors(),
                told.ownCpuProcessors(),
                new Share(100 * share, 100 * share),
                told.throttling(),
                told.gcPauses(),
                told.safepoints(),
                told.peakQueueDepth(),
                told.pacingThread(),
                told.pacingWaitPercent());
        return ReportBuilder.build(SampleRuns.watched(SampleRuns.sound(), health), SampleRuns.ENVIRONMENT);
    }

    @Test
    void whatMayBeWhyLatenciesDifferIsNamed() {
        Comparison comparison = compared(
                run(1, 20), new SyntheticRun(2).roomsOf(104).maxOutstanding(77).report());

        assertThat(comparison.remarks())
                .contains(
                        "the fixture set was not reset before each run: rooms began with 100.0 members to 104.0 members,"
                                + " and an add to a larger room costs more")
                .anyMatch(remark ->
                        remark.matches("spec.maxOutstanding is \\d+ in the baseline and 77 in the candidate"));
    }

    @Test
    void moreLossesAreADifference() {
        Comparison comparison = ReportComparison.of(
                List.of(new SyntheticRun(2).losingOneIn(100).report()), List.of(run(1, 20)), series(5), false);

        assertThat(comparison.outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(comparison.signals().get(2).losses())
                .extracting(LossChange::candidatePercent, LossChange::outcome)
                .containsExactly(1.0, Outcome.SLOWER);
        assertThat(comparison.signals().get(0).losses()).isNull();
    }

    @Test
    void runsThatAreNotAlikeAreRefusedUnlessForced() {
        RunReport slow = new SyntheticRun(1).report();
        RunReport fast = new SyntheticRun(2).rate(300).report();

        assertThatThrownBy(() -> compared(slow, fast))
                .isInstanceOf(NotComparableException.class)
                .hasMessage(
                        "the runs are not alike: spec.rate is 200.0 in the baseline and 300.0 in the" + " candidate");
        assertThat(ReportComparison.of(List.of(fast), List.of(slow), List.of(), true)
                        .unlike())
                .containsExactly(new SpecDifference("spec.rate", "200.0", "300.0"));
    }

    @Test
    void typesOfRunAreNotAlike() {
        assertThat(SpecDifference.between(
                        List.of(ReportTests.report("sound")), List.of(ReportTests.report("capacity"))))
                .contains(new SpecDifference("spec.type", "sustained", "capacity"));
    }

    @Test
    void aRunThatMeasuredNothingIsRefused() {
        assertThatThrownBy(() -> ReportComparison.of(
                        List.of(ReportTests.report("failed")), List.of(run(1, 20)), List.of(), true))
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
        Golden.assertMatches("comparison.txt", ComparisonFormat.TEXT.render(lossyAgainstSound()));
    }

    /** A slower build that loses some events, where the history knows the series. */
    public static Comparison lossyAgainstSound() {
        return ReportComparison.of(
                List.of(new SyntheticRun(2).eventMillis(23).losingAt(30).report()),
                List.of(new SyntheticRun(1).report()),
                series(6),
                false);
    }

    /** Further runs of the series, which differ a little. */
    private static List<SeriesFigures> series(int runs) {
        return IntStream.range(0, runs)
                .mapToObj(number -> run(100 + number, 19.6 + 0.2 * (number % 4)))
                .flatMap(run -> SeriesFigures.of(run).stream())
                .toList();
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
        return ReportComparison.of(List.of(candidate), List.of(baseline), List.of(), false);
    }

    private static RunReport run(long seed, double eventMillis) {
        return run(seed, eventMillis, 0);
    }

    private static RunReport run(long seed, double eventMillis, int minutes) {
        return RUNS.computeIfAbsent(
                new Drawn(seed, eventMillis, minutes),
                drawn -> new SyntheticRun(seed)
                        .eventMillis(eventMillis)
                        .roomsOf(100)
                        .startingAfter(minutes)
                        .report());
    }

    private record Drawn(long seed, double eventMillis, int minutes) {}
}
