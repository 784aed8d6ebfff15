package io.loadgen.conformance;

import static io.loadgen.contract.ContractVersion.A;
import static io.loadgen.contract.ContractVersion.B;
import static io.loadgen.contract.ContractVersion.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.conformance.RuleBook.Rule;
import io.loadgen.conformance.RuleBook.Step;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ContractVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JudgeTests {
    private static final Rule REPLY = new Rule(
            "add.reply",
            "reply",
            null,
            null,
            Map.of("A", json("{\"error\":\"no\"}"), "BC", json("{\"code\":\"bad\",\"error\":\"no\"}")));
    private static final Step STEP = step(REPLY);
    private final Judge judge = new Judge(B, Map.of("reply", List.of("code", "error")));

    private static Step step(Rule rule) {
        return new Step("an add", "plain", null, false, json("{}"), null, List.of(rule));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Recording replied(String reply) {
        return new Recording(json(reply), json("{}"), List.of(), Map.of());
    }

    private RuleOutcome outcome(String reply) {
        return judge.outcomes(STEP, replied(reply)).getFirst();
    }

    @Test
    void aRuleIsAsEveryContractThatSaysSo() {
        assertThat(outcome("{\"error\":\"no\",\"code\":\"bad\"}"))
                .returns(Outcome.AS_EXPECTED, RuleOutcome::outcome)
                .returns(List.of(B, C), RuleOutcome::as);
    }

    @Test
    void whatIsAsAnotherContractDiffersFromTheExpectedOne() {
        RuleOutcome outcome = outcome("{\"error\":\"no\"}");

        assertThat(outcome.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(outcome.as()).containsExactly(A);
        assertThat(outcome.differences())
                .extracting(RuleOutcome.Difference::toString)
                .containsExactly("reply.code: expected \"bad\", found nothing");
    }

    @Test
    void aFieldThatNoContractKnowsDecidesNoRuleAndIsToldOnce() {
        Recording recording = replied("{\"error\":\"no\",\"code\":\"bad\",\"new\":{\"x\":1}}");

        assertThat(judge.outcomes(STEP, recording).getFirst().outcome()).isEqualTo(Outcome.AS_EXPECTED);
        assertThat(judge.unknownFields(Map.of(STEP, recording)))
                .containsExactly(new UnknownField("reply", "new", "{\"x\":1}", "an add"));
    }

    @Test
    void aContractWithoutTheRuleSkipsIt() {
        Rule rule = new Rule("add.reply", "reply", null, null, Map.of("C", json("{}")));

        assertThat(judge.outcomes(step(rule), replied("{}")).getFirst())
                .returns(Outcome.SKIPPED, RuleOutcome::outcome)
                .returns(List.of(C), RuleOutcome::as);
    }

    @Test
    void aFactIsAsThoseContractsThatHaveIt() {
        Map<ContractVersion, String> deliveries = Map.of(A, "5", B, "5", C, "6");

        assertThat(judge.fact("consumer.max-deliver", deliveries, "5").as()).containsExactly(A, B);
        assertThat(judge.fact("consumer.max-deliver", deliveries, "6"))
                .returns(Outcome.DIFFERS, RuleOutcome::outcome)
                .returns(List.of(C), RuleOutcome::as);
    }

    @Test
    void theTableHasALineForEachRuleAndTheDifferencesBelow() {
        ContractReport report = new ContractReport(
                B,
                "seen",
                List.of(
                        outcome("{\"error\":\"no\",\"code\":\"bad\"}"),
                        outcome("{\"error\":\"no\"}"),
                        Judge.skipped(STEP, "why not").getFirst()),
                List.of(new UnknownField("reply", "new", "1", "an add")),
                1234);

        assertThat(ContractTable.of(report)).isEqualTo("""
                Contract check against contract B (seen)

                add.reply  as B, C
                add.reply  differs, as A
                    reply.code: expected "bad", found nothing
                add.reply  skipped: why not

                Fields that no contract knows:
                    reply: new = 1 (an add)

                1 rules as contract B, 1 differ, 1 skipped, 1 unknown fields; 1.2 s
                """);
        assertThat(report.ok()).isFalse();
    }

    @Test
    void theRulesOfTheContractHaveNamesOfTheirOwnAndSayWhatEachContractDoes() {
        Set<String> names = new HashSet<>();
        RuleBook.CONTRACT.steps().stream()
                .flatMap(step -> step.rules().stream())
                .forEach(rule -> {
                    assertThat(names.add(rule.name())).as(rule.name()).isTrue();
                    assertThat(String.join("", rule.expected().keySet())
                                    .chars()
                                    .sorted()
                                    .mapToObj(Character::toString))
                            .as(rule.name())
                            .containsExactly("A", "B", "C");
                });
        assertThat(RuleBook.CONTRACT.steps())
                .allSatisfy(step -> assertThat(RuleBook.CONTRACT.rooms()).containsKey(step.room()));
        assertThat(Stream.of("event", "result", "stored.subscription", "event.headers"))
                .allMatch(RuleBook.CONTRACT.knownFields()::containsKey);
    }
}
