package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.comparison.Comparison.Side;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.comparison.Conclusion;
import io.loadgen.result.FigureText;
import java.util.List;
import java.util.Locale;

/** Writes a comparison for a terminal: plain ASCII, at most {@value TextLayout#COLUMNS} columns. Any thread. */
public final class ComparisonText {
    private ComparisonText() {}

    /**
     * Writes a comparison.
     *
     * @param comparison the comparison
     * @return lines, each ended by a line feed
     */
    public static String render(Comparison comparison) {
        TextLayout page = new TextLayout();
        page.rule();
        page.ends(
                "Loadgen comparison of " + comparison.candidate().getFirst().runId(),
                comparison.outcome().name().replace('_', ' '));
        page.rule();
        sides(page, "Run", comparison.candidate());
        sides(page, "Baseline", comparison.baseline());
        page.blank();
        page.wrapped("", comparison.sentence());
        comparison.unlike().forEach(unlike -> page.wrapped("  NOT ALIKE ", unlike.toString()));
        comparison.remarks().forEach(remark -> page.wrapped("  - ", remark));
        comparison.signals().forEach(signal -> signal(page, signal));
        page.blank();
        method(page, comparison.method());
        page.rule();
        return page.text();
    }

    private static void sides(TextLayout page, String label, List<Side> runs) {
        for (int run = 0; run < runs.size(); run++) {
            side(page, run == 0 ? label : "Repeat", runs.get(run));
        }
    }

    private static void side(TextLayout page, String label, Side side) {
        page.field(
                label,
                side.runId() + ", " + side.state() + ", verdict " + side.verdict() + ", "
                        + FigureText.moment(side.startedAt()) + ", schedule " + side.scheduleHash());
    }

    private static void signal(TextLayout page, SignalChange signal) {
        page.heading(row(
                signal.signal() + " " + signal.basis() + ", ms",
                "baseline",
                "run",
                "change",
                "95 % interval",
                "noise",
                "finding"));
        signal.percentiles().forEach(percentile -> page.line(percentile(percentile)));
        page.line("  " + signal.baselineCount() + " and " + signal.candidateCount() + " samples; effect "
                + signal.effect() + " (Cliff's delta " + String.format(Locale.ROOT, "%.3f", signal.cliffsDelta())
                + ")");
        LossChange losses = signal.losses();
        if (losses != null) {
            page.wrapped("  ", losses.sentence());
        }
    }

    private static String percentile(PercentileChange change) {
        return row(
                "  " + change.name(),
                change.baseline().ascii(),
                change.candidate().ascii(),
                Conclusion.number(change.differencePercent()) + " %",
                Conclusion.interval(change.lowPercent(), change.highPercent()),
                noise(change),
                change.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    static String noise(PercentileChange change) {
        Double noise = change.noisePercent();
        return noise == null ? "-" : Conclusion.number(noise) + " %";
    }

    private static String row(
            String name, String before, String after, String change, String interval, String noise, String finding) {
        return TextLayout.left(name, 18) + TextLayout.right(before, 10) + TextLayout.right(after, 10)
                + TextLayout.right(change, 11) + TextLayout.right(interval, 21) + TextLayout.right(noise, 10) + "  "
                + finding;
    }

    private static void method(TextLayout page, Comparison.Method method) {
        page.wrapped(
                "",
                "Method: " + method.name() + "; " + method.resamples() + " resamples of blocks of "
                        + method.blockCells()
                        + " x " + method.cellSeconds() + " s; all intervals of a table hold together in "
                        + Math.round(method.confidencePercent()) + " of 100 cases. Spread of runs: "
                        + method.spread()
                        + ".");
    }
}
