package io.loadgen.conformance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.ContractVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule. Immutable; any thread.
 *
 * @param rule its name
 * @param outcome whether the platform keeps it
 * @param as which contracts the platform is alike in this, in their order
 * @param differences where it differs from the contract expected: what, what was expected and what was found; empty unless it does
 * @param note what was played, or why nothing was
 */
public record RuleOutcome(
        String rule, Outcome outcome, List<ContractVersion> as, List<Difference> differences, String note) {
    /** Keeps copies. */
    public RuleOutcome {
        as = List.copyOf(as);
        differences = List.copyOf(differences);
    }

    /** How a rule can end. */
    public enum Outcome {
        /** The platform does as the contract expected. */
        AS_EXPECTED,
        /** It does something else. */
        DIFFERS,
        /** It was not looked at; the note says why. */
        SKIPPED
    }

    /**
     * One thing that is not as expected.
     *
     * @param at where, such as {@code event.accounts}
     * @param expected what the contract has there, null for nothing
     * @param found what the platform has there, null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Difference(
            String at, @Nullable String expected, @Nullable String found) {
        @Override
        public String toString() {
            return at + ": expected " + word(expected) + ", found " + word(found);
        }

        private static String word(@Nullable String value) {
            return value == null ? "nothing" : value;
        }
    }
}
