package io.loadgen.report;

import io.loadgen.result.LatencySummary;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import java.util.Locale;

/** The preflight in a text report: one line, and each check that did not simply pass. */
final class PreflightText {
    private PreflightText() {}

    static void write(TextLayout page, PreflightReport preflight) {
        page.field("Preflight", summary(preflight));
        for (PreflightCheck check : preflight.checks()) {
            if (check.status() != CheckStatus.PASS) {
                page.field("", check.status().name().toLowerCase(Locale.ROOT) + " " + check.line());
            }
        }
    }

    private static String summary(PreflightReport preflight) {
        StringBuilder text = new StringBuilder();
        text.append(preflight.with(CheckStatus.PASS).size()).append(" checks passed");
        append(text, preflight.with(CheckStatus.WARN).size(), "warned");
        append(text, preflight.with(CheckStatus.FAIL).size(), "failed");
        append(text, preflight.with(CheckStatus.SKIPPED).size(), "skipped");
        ProbeTimes probe = preflight.probe();
        if (probe != null && probe.eventNanos() != null) {
            text.append(String.format(
                    Locale.ROOT, ", probe add %.1f ms to its event", LatencySummary.millis(probe.eventNanos())));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }
}
