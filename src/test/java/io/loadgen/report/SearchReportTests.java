package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.Verdict;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.Demand;
import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SearchSpecs;
import io.loadgen.verdict.Rejudgement;
import io.loadgen.verdict.VerdictRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How reports tell of a search, and what it decides. */
class SearchReportTests {
    private static final String BROKE = "response time E2 p99 is 2500.000 ms, above the limit of 1000.000 ms";

    private final RunReport report = report(null, bracket());

    private static SearchResult bracket() {
        return new SearchResult(
                End.HELD_BRACKET,
                141.0,
                146.0,
                0.035461,
                "response time E2 p99",
                4,
                new Demand(16, 400_000, 672),
                41_230,
                62.4,
                List.of(),
                List.of(
                        trial(1, 10, Purpose.PROBE, Outcome.GOOD, 12.5, "every limit was kept", null),
                        trial(2, 141, Purpose.PROBE, Outcome.GOOD, 80, "every limit was kept", null),
                        trial(3, 146, Purpose.PROBE, Outcome.BAD, 2_500, BROKE, "response time E2 p99"),
                        trial(4, 141, Purpose.CONFIRMATION, Outcome.GOOD, 82, "every limit was kept", null)));
    }

    private static Trial trial(
            int number,
            double rate,
            Purpose purpose,
            Outcome outcome,
            double p99,
            String reason,
            @Nullable String limit) {
        return new Trial(
                number,
                rate,
                purpose,
                outcome,
                List.of(reason),
                limit,
                outcome == Outcome.BAD,
                10,
                (long) (8 * rate),
                outcome == Outcome.BAD ? 0.91 : 1.0,
                p99 / 2,
                p99,
                outcome == Outcome.BAD ? 4.2 : 0.1,
                Map.of("send to handoff", 1.5, "handoff to event", 9.25),
                (long) (100 * rate),
                10.4);
    }

    private static RunReport report(@Nullable Double goal, SearchResult found) {
        SearchSpec spec = SearchSpecs.search(goal);
        RunRecord sound = SampleRuns.sound();
        RunResult measured = Objects.requireNonNull(sound.result()).withSearch(found);
        RunResult result = new RunResult(
                measured.measurements(),
                measured.health(),
                VerdictRule.decide(spec, measured.evidence()),
                measured.capacity(),
                measured.generator(),
                measured.audit(),
                measured.preflight(),
                measured.search());
        RunRecord run = new RunRecord(
                sound.id(),
                spec,
                sound.state(),
                new RunTimes(sound.createdAt(), sound.startedAt(), sound.endedAt()),
                null,
                null,
                result);
        return ReportBuilder.build(run, SampleRuns.ENVIRONMENT);
    }

    private static Verdict verdict(@Nullable Double goal, SearchResult found) {
        return Objects.requireNonNull(report(goal, found).verdict());
    }

    private static SearchResult ended(End end, @Nullable Double held, @Nullable Double broke, String... reasons) {
        SearchResult some = bracket();
        return new SearchResult(
                end,
                held,
                broke,
                null,
                null,
                null,
                some.atMost(),
                some.candidates(),
                some.seconds(),
                List.of(reasons),
                some.trials());
    }

    @Test
    void theTextTellsTheBracketAndEachTrial() {
        String text = ReportFormats.TEXT.render(report);

        Golden.assertMatches("search.txt", text);
        assertThat(text).contains("Search: held bracket", "146.0/s, first limit: response time E2 p99", BROKE);
    }

    @Test
    void thePageDrawsTheCurve() {
        assertThat(ReportFormats.HTML.render(report))
                .contains("Response time to the event by rate", "bracket</text>", "E2 p99: 2500");
    }

    @Test
    void theJsonReportIsOfItsSchemaAndIsJudgedAgainByItAlone() {
        String json = JsonReport.render(report);

        Schema.ofReport().assertValid(json);
        assertThat(json).contains("\"end\" : \"heldBracket\"", "\"purpose\" : \"confirmation\"");
        RunReport read = JsonReport.read(json);
        assertThat(read.search()).isEqualTo(report.search());
        assertThat(read.spec()).isEqualTo(report.spec());
        assertThat(Rejudgement.of(read)).contains(Objects.requireNonNull(report.verdict()));
    }

    @Test
    void ciSeesTheRateAsALimit() {
        assertThat(JunitReport.render(report(100.0, bracket()))).contains("held rate");
        assertThat(JunitReport.render(report(150.0, bracket()))).contains("held rate", "<failure");
    }

    @Test
    void aGoalWithinWhatHeldPassesAndOneThatBrokeFails() {
        assertThat(verdict(141.0, bracket()).decision()).isEqualTo(Verdict.Decision.PASS);
        assertThat(verdict(146.0, bracket()))
                .returns(Verdict.Decision.FAIL, Verdict::decision)
                .satisfies(found -> assertThat(found.reasons())
                        .singleElement()
                        .asString()
                        .contains("141.0/s held", "146.0/s broke", "the goal of 146.0/s"));
        assertThat(verdict(143.0, bracket()))
                .returns(Verdict.Decision.INCONCLUSIVE, Verdict::decision)
                .satisfies(found -> assertThat(found.reasons().getFirst()).contains("in the bracket, lower width"));
    }

    @Test
    void withoutAGoalItPassesByFindingARateThatHolds() {
        assertThat(verdict(null, bracket()).decision()).isEqualTo(Verdict.Decision.PASS);
        assertThat(verdict(null, ended(End.GREATEST_HOLDS, 500.0, null)).decision())
                .isEqualTo(Verdict.Decision.PASS);
        assertThat(verdict(null, ended(End.LEAST_TOO_MUCH, null, 10.0)).decision())
                .isEqualTo(Verdict.Decision.FAIL);
        assertThat(verdict(null, ended(End.CANNOT_TELL, 100.0, 200.0, "raise budget.time")))
                .returns(Verdict.Decision.INCONCLUSIVE, Verdict::decision)
                .satisfies(
                        found -> assertThat(found.reasons().getFirst()).contains("cannot tell", "raise budget.time"));
    }

    @Test
    void aGoalIsNotHeldByASearchThatCannotTell() {
        assertThat(verdict(100.0, ended(End.CANNOT_TELL, 141.0, null)).decision())
                .isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(verdict(200.0, ended(End.CANNOT_TELL, 100.0, 150.0)).decision())
                .as("it broke, whatever else is open")
                .isEqualTo(Verdict.Decision.FAIL);
    }
}
