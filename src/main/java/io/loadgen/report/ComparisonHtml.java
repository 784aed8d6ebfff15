package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.comparison.Comparison.Side;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.comparison.Conclusion;
import io.loadgen.report.Plot.Size;
import io.loadgen.result.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** Writes a comparison as one HTML page that needs nothing else, in the manner of {@link HtmlReport}. Any thread. */
public final class ComparisonHtml {
    private ComparisonHtml() {}

    /**
     * Writes a comparison.
     *
     * @param comparison the comparison
     * @return an HTML document
     */
    public static String render(Comparison comparison) {
        HtmlPage page = new HtmlPage(
                "Loadgen comparison of " + comparison.candidate().getFirst().runId());
        page.header(
                "Loadgen comparison",
                comparison.candidate().getFirst().runId() + " against "
                        + comparison.baseline().getFirst().runId(),
                comparison.outcome().name().replace('_', ' '),
                comparison.sentence());
        page.markup().open("main");
        page.section("Runs", () -> runs(page, comparison));
        for (SignalChange signal : comparison.signals()) {
            page.section(signal.signal() + ", " + signal.basis() + " time", () -> signal(page, signal));
        }
        page.section("Method", () -> method(page, comparison.method()));
        page.markup().closeLine();
        return page.document();
    }

    private static void runs(HtmlPage page, Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows(rows, "candidate", comparison.candidate());
        rows(rows, "baseline", comparison.baseline());
        page.table("Runs", List.of("side", "run", "state", "verdict", "began", "schedule"), rows);
        page.list(comparison.unlike().stream()
                .map(unlike -> "Not alike: " + unlike)
                .toList());
        page.list(comparison.remarks());
    }

    private static void rows(List<List<String>> rows, String role, List<Side> runs) {
        for (int run = 0; run < runs.size(); run++) {
            rows.add(side(run == 0 ? role : "repeat of the " + role, runs.get(run)));
        }
    }

    private static List<String> side(String role, Side side) {
        return List.of(
                role,
                side.runId(),
                side.state().name(),
                side.verdict(),
                FigureText.moment(side.startedAt()),
                side.scheduleHash());
    }

    private static void signal(HtmlPage page, SignalChange signal) {
        intervals(page, signal);
        page.table(
                signal.signal() + " " + signal.basis() + " time, milliseconds",
                List.of("percentile", "baseline", "candidate", "change", "95 % interval", "noise", "finding"),
                signal.percentiles().stream().map(ComparisonHtml::row).toList());
        page.note(signal.baselineCount() + " and " + signal.candidateCount() + " samples; effect " + signal.effect()
                + " (Cliff's delta " + String.format(Locale.ROOT, "%.3f", signal.cliffsDelta()) + ").");
        LossChange losses = signal.losses();
        if (losses != null) {
            page.note(losses.sentence());
        }
    }

    private static List<String> row(PercentileChange change) {
        return List.of(
                change.name(),
                change.baseline().typeset(false),
                change.candidate().typeset(false),
                Conclusion.number(change.differencePercent()) + " %",
                Conclusion.interval(change.lowPercent(), change.highPercent()),
                ComparisonText.noise(change),
                change.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static void intervals(HtmlPage page, SignalChange signal) {
        List<PercentileChange> judged = signal.percentiles().stream()
                .filter(change -> change.lowPercent() != null && change.highPercent() != null)
                .toList();
        if (judged.isEmpty()) {
            return;
        }
        double least =
                judged.stream().flatMapToDouble(ComparisonHtml::extent).min().orElse(0);
        double most =
                judged.stream().flatMapToDouble(ComparisonHtml::extent).max().orElse(0);
        for (Size size : Size.values()) {
            List<Axis.Tick> names = new ArrayList<>();
            for (int row = 0; row < judged.size(); row++) {
                names.add(new Axis.Tick(judged.size() - row, judged.get(row).name()));
            }
            Plot plot = new Plot(
                    page.markup(),
                    size,
                    58 + 28 * judged.size(),
                    Axis.linear("change, %; above 0 the candidate is slower", least, most, size == Size.WIDE ? 8 : 4),
                    new Axis("", names, value -> (value - 0.5) / judged.size()),
                    "Change of each percentile with its 95 % interval; the table has the numbers");
            plot.stretch(-noise(judged.getFirst()), noise(judged.getFirst()), "noise");
            for (int row = 0; row < judged.size(); row++) {
                interval(plot, judged.get(row), names.get(row).value());
            }
            plot.end();
        }
    }

    private static DoubleStream extent(PercentileChange change) {
        Double low = change.lowPercent();
        Double high = change.highPercent();
        double noise = noise(change);
        return DoubleStream.of(low == null ? 0 : low, high == null ? 0 : high, -1.2 * noise, 1.2 * noise);
    }

    private static double noise(PercentileChange change) {
        return Objects.requireNonNullElse(change.noisePercent(), 0.0);
    }

    private static void interval(Plot plot, PercentileChange change, double row) {
        Double low = change.lowPercent();
        Double high = change.highPercent();
        if (low != null && high != null) {
            String outcome =
                    "o-" + change.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            plot.bar(outcome, change.sentence(), low, high, row, 6);
            plot.mark(outcome, change.sentence(), change.differencePercent(), row, 16);
        }
    }

    private static void method(HtmlPage page, Comparison.Method method) {
        page.note(method.name() + "; " + method.resamples() + " resamples of blocks of " + method.blockCells() + " × "
                + method.cellSeconds() + " s, seed " + method.seed() + "; all intervals of a table hold together in "
                + Math.round(method.confidencePercent()) + " of 100 cases. Spread of runs: " + method.spread()
                + ".");
    }
}
