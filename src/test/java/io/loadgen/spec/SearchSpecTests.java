package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SearchSpecTests {
    private static final String SLO = ", \"slo\": {\"e2\": {\"p99\": \"1s\"}}";

    private static final RunLimits LIMITS = new RunLimits(1000, Duration.ofHours(1), 100_000, AbortLimits.none());

    @Test
    void whatIsLeftOutIsFilledIn() {
        assertThat(SearchSpecs.posted(SLO))
                .isInstanceOfSatisfying(
                        SearchSpec.class,
                        spec -> assertThat(spec)
                                .returns(SearchMode.SEARCH, SearchSpec::mode)
                                .returns(10.0, SearchSpec::minRate)
                                .returns(500.0, SearchSpec::maxRate)
                                .returns(0.05, SearchSpec::width)
                                .returns(null, SearchSpec::steps)
                                .returns(
                                        new SearchSpec.Trial(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                                        SearchSpec::trial)
                                .returns(new SearchSpec.Budget(Duration.ofMinutes(10), null), SearchSpec::budget));
    }

    @Test
    void itCanBeAskedForAgainAsItIsWritten() {
        for (RunSpec spec : List.of(
                SearchSpecs.posted(SLO),
                SearchSpecs.posted(
                        SLO + ", \"mode\": \"scan\", \"steps\": [50, 100], \"budget\": {\"candidates\": 9}"))) {
            String written = JsonMapper.shared().writeValueAsString(spec);
            assertThat(JsonMapper.shared().readValue(written, RunSpec.class)).isEqualTo(spec);
        }
    }

    @Test
    void aTrialIsARunOfItsOwn() {
        SearchSpec spec = SearchSpecs.search(null);

        assertThat(spec.at(50, 1)).returns(600L, SustainedSpec::plannedSlots).returns(50.0, SustainedSpec::rate);
        assertThat(spec.at(50, 2).duration()).isEqualTo(Duration.ofSeconds(22));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "slo": {}                                                          | slo
            "slo": {"rate": 50}                                                | slo
            "slo": {"errorRate": 0, "rate": 5}                                 | slo.rate
            "slo": {"errorRate": 0}, "minRate": 0                              | minRate
            "slo": {"errorRate": 0}, "minRate": 20, "maxRate": 20              | maxRate
            "slo": {"errorRate": 0}, "width": 0                                | width
            "slo": {"errorRate": 0}, "steps": [1, 2]                           | steps
            "slo": {"errorRate": 0}, "mode": "scan"                            | steps
            "slo": {"errorRate": 0}, "mode": "scan", "steps": [2, 1]           | steps
            "slo": {"errorRate": 0}, "mode": "scan", "steps": [1], "minRate": 9| minRate
            "slo": {"errorRate": 0}, "trial": {"duration": "3s"}               | trial.duration
            "slo": {"errorRate": 0}, "budget": {"time": "0s"}                  | budget.time
            "slo": {"errorRate": 0}, "budget": {"candidates": 0}               | budget.candidates
            """)
    void whatCannotBeAcceptedIsNamed(String fields, String field) {
        assertThatThrownBy(() -> SearchSpecs.posted(", " + fields))
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "maxRate": 2000                     | maxRate
            , "budget": {"time": "2h"}            | budget.time
            , "minRate": 1                        | slo.e2.p99
            """)
    void whatTheServiceDoesNotLetInIsNamed(String fields, String field) {
        RunSpec spec = SearchSpecs.posted(SLO + fields);

        assertThatThrownBy(() -> LIMITS.admit(spec))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void onlyASearchHasARateToFind() {
        RunSpec spec = JsonMapper.shared()
                .readValue(
                        "{\"type\": \"sustained\", \"fixture\": \"f-42\", \"slo\": {\"errorRate\": 0, \"rate\": 5}}",
                        RunSpec.class);

        assertThatThrownBy(() -> LIMITS.admit(spec)).hasMessageContaining("slo.rate");
    }
}
