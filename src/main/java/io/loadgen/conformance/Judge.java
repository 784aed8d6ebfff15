package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Rule;
import io.loadgen.conformance.RuleBook.Step;
import io.loadgen.conformance.RuleOutcome.Difference;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ContractVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Holds what was seen against the rules. Immutable; any thread. */
final class Judge {
    private final ContractVersion expected;
    private final Map<String, List<String>> known;

    /**
     * For one check.
     *
     * @param expected the contract that the platform is expected to keep
     * @param known fields that any contract knows, by kind
     */
    Judge(ContractVersion expected, Map<String, List<String>> known) {
        this.expected = expected;
        this.known = known;
    }

    /** The outcomes of the rules of a step. */
    List<RuleOutcome> outcomes(Step step, Recording recording) {
        return step.rules().stream().map(rule -> outcome(step, rule, recording)).toList();
    }

    /** Those of the rules of a step that says nothing. */
    static List<RuleOutcome> skipped(Step step, String why) {
        return step.rules().stream()
                .map(rule -> new RuleOutcome(rule.name(), Outcome.SKIPPED, List.of(), List.of(), why))
                .toList();
    }

    private RuleOutcome outcome(Step step, Rule rule, Recording recording) {
        JsonNode seen = recording.see(rule);
        JsonNode known = rule.kind().map(kind -> withoutUnknown(kind, seen)).orElse(seen);
        List<String> fields = rule.fields();
        JsonNode found = fields == null ? known : JsonPaths.with(fields, known);
        List<ContractVersion> as = Stream.of(ContractVersion.values())
                .filter(version -> rule.expected(version).filter(found::equals).isPresent())
                .toList();
        Optional<JsonNode> wanted = rule.expected(expected);
        if (wanted.isEmpty()) {
            return new RuleOutcome(
                    rule.name(), Outcome.SKIPPED, as, List.of(), "contract " + expected + " has no such rule");
        }
        if (as.contains(expected)) {
            return new RuleOutcome(rule.name(), Outcome.AS_EXPECTED, as, List.of(), step.name());
        }
        List<Difference> differences = JsonPaths.differences(rule.see(), wanted.get(), found);
        return new RuleOutcome(rule.name(), Outcome.DIFFERS, as, differences, step.name());
    }

    private JsonNode withoutUnknown(String kind, JsonNode seen) {
        return JsonPaths.only(known.getOrDefault(kind, List.of()), seen);
    }

    /** An outcome of something that is not played: what each contract has, and what was found. */
    RuleOutcome fact(String rule, Map<ContractVersion, String> contracts, String found) {
        List<ContractVersion> as = Stream.of(ContractVersion.values())
                .filter(version -> found.equals(contracts.get(version)))
                .toList();
        return as.contains(expected)
                ? new RuleOutcome(rule, Outcome.AS_EXPECTED, as, List.of(), "")
                : new RuleOutcome(
                        rule,
                        Outcome.DIFFERS,
                        as,
                        List.of(new Difference(rule, Objects.requireNonNull(contracts.get(expected)), found)),
                        "");
    }

    /** Fields that no contract knows, each told once. */
    List<UnknownField> unknownFields(Map<Step, Recording> recordings) {
        Map<String, UnknownField> found = new LinkedHashMap<>();
        recordings.forEach((step, recording) -> recording.all().forEach((kind, documents) -> {
            Set<String> ofKind = new TreeSet<>(known.getOrDefault(kind, List.of()));
            documents.forEach(document -> unknown(ofKind, document)
                    .forEach(field -> found.computeIfAbsent(
                            kind + ' ' + field,
                            none -> new UnknownField(
                                    kind, field, String.valueOf(JsonPaths.at(field, document)), step.name()))));
        }));
        return new ArrayList<>(found.values());
    }

    /** Not those below another one. */
    private static List<String> unknown(Set<String> known, JsonNode document) {
        List<String> unknown = JsonPaths.fields(document).stream()
                .filter(field -> !known.contains(field))
                .toList();
        return unknown.stream()
                .filter(field -> unknown.stream().noneMatch(other -> field.startsWith(other + ".")))
                .toList();
    }
}
