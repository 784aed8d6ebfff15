package io.loadgen.report;

import io.loadgen.result.CheckStatus;
import io.loadgen.result.PreflightView;
import java.util.Locale;

/** The preflight in a text report: one line, and each check that did not simply pass. */
final class PreflightText {
    private PreflightText() {}

    static void write(TextLayout page, PreflightView preflight) {
        page.field("Preflight", summary(preflight));
        for (PreflightView.Check check : preflight.checks()) {
            if (check.status() != CheckStatus.PASS) {
                page.field(
                        "",
                        check.status().name().toLowerCase(Locale.ROOT) + " " + check.name() + ": " + check.finding()
                                + (check.mend() == null ? "" : "; " + check.mend()));
            }
        }
    }

    private static String summary(PreflightView preflight) {
        StringBuilder text = new StringBuilder();
        text.append(preflight.count(CheckStatus.PASS)).append(" checks passed");
        append(text, preflight.count(CheckStatus.WARN), "warned");
        append(text, preflight.count(CheckStatus.FAIL), "failed");
        append(text, preflight.count(CheckStatus.SKIPPED), "skipped");
        PreflightView.Probe probe = preflight.probe();
        if (probe != null && probe.eventMillis() != null) {
            text.append(String.format(Locale.ROOT, ", probe add %.1f ms to its event", probe.eventMillis()));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }
}
