package io.loadgen.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ContractVersion;
import java.util.List;

/**
 * What a contract check found. Immutable; any thread.
 *
 * @param contract the contract that the platform is expected to keep
 * @param why why that one
 * @param rules every rule, in the order in which they were played
 * @param unknownFields fields that no contract knows
 * @param tookMillis how long the check took
 */
@JsonPropertyOrder({
    "ok",
    "contract",
    "why",
    "tookMillis",
    "asExpected",
    "differing",
    "skipped",
    "unknownFields",
    "rules"
})
public record ContractReport(
        ContractVersion contract,
        String why,
        List<RuleOutcome> rules,
        List<UnknownField> unknownFields,
        long tookMillis) {
    /** Keeps copies. */
    public ContractReport {
        rules = List.copyOf(rules);
        unknownFields = List.copyOf(unknownFields);
    }

    /** Whether no rule differs. Fields that no contract knows do not count. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean ok() {
        return differing() == 0;
    }

    /** How many rules are kept. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long asExpected() {
        return count(Outcome.AS_EXPECTED);
    }

    /** How many are not. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long differing() {
        return count(Outcome.DIFFERS);
    }

    /** How many were not looked at. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long skipped() {
        return count(Outcome.SKIPPED);
    }

    private long count(Outcome outcome) {
        return rules.stream().filter(rule -> rule.outcome() == outcome).count();
    }
}
