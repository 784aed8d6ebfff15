package io.loadgen.conformance;

import io.loadgen.conformance.RuleOutcome.Difference;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ContractVersion;
import java.util.Locale;
import java.util.stream.Collectors;

/** A contract report as text for people: one rule a line, differences below it. Stateless; any thread. */
public final class ContractTable {
    private static final String INDENT = "    ";

    private ContractTable() {}

    /**
     * Lays a report out.
     *
     * @param report the report
     * @return lines, the last one with an end
     */
    public static String of(ContractReport report) {
        int width = report.rules().stream()
                .mapToInt(rule -> rule.rule().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        line(text, "Contract check against contract " + report.contract() + " (" + report.why() + ")");
        line(text, "");
        for (RuleOutcome rule : report.rules()) {
            line(text, rule.rule() + " ".repeat(width - rule.rule().length()) + "  " + outcome(rule));
            for (Difference difference : rule.differences()) {
                line(text, INDENT + difference);
            }
        }
        if (!report.unknownFields().isEmpty()) {
            line(text, "");
            line(text, "Fields that no contract knows:");
        }
        for (UnknownField field : report.unknownFields()) {
            line(
                    text,
                    INDENT + field.kind() + ": " + field.field() + " = " + field.example() + " (" + field.step() + ")");
        }
        line(text, "");
        line(text, summary(report));
        return text.toString();
    }

    private static String summary(ContractReport report) {
        return String.format(
                Locale.ROOT,
                "%d rules as contract %s, %d differ, %d skipped, %d unknown fields; %.1f s",
                report.asExpected(),
                report.contract(),
                report.differing(),
                report.skipped(),
                report.unknownFields().size(),
                report.tookMillis() / 1e3);
    }

    private static String outcome(RuleOutcome rule) {
        if (rule.outcome() == Outcome.SKIPPED) {
            return "skipped: " + rule.note();
        }
        String as = rule.as().isEmpty()
                ? ""
                : "as " + rule.as().stream().map(ContractVersion::name).collect(Collectors.joining(", "));
        if (rule.outcome() == Outcome.AS_EXPECTED) {
            return as;
        }
        return as.isEmpty() ? "differs" : "differs, " + as;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
