package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.comparison.Comparison.Side;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.comparison.Conclusion;
import io.loadgen.latency.FigureText;
import io.loadgen.report.Plot.Size;
import io.loadgen.report.ReportDocument.Block;
import io.loadgen.report.ReportDocument.Chart;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** What is to be said of a comparison. Stateless; any thread. */
final class ComparisonDocument {
    private ComparisonDocument() {}

    static ReportDocument of(Comparison comparison) {
        List<Section> sections = new ArrayList<>();
        sections.add(runs(comparison));
        comparison.signals().forEach(signal -> sections.add(signal(signal)));
        sections.add(Section.of("Method", Notes.remark(method(comparison.method()))));
        return new ReportDocument(
                "Loadgen comparison",
                comparison.candidate().getFirst().runId() + " against "
                        + comparison.baseline().getFirst().runId(),
                comparison.outcome().name().replace('_', ' '),
                comparison.sentence(),
                sections);
    }

    private static Section runs(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        sides(rows, "candidate", comparison.candidate());
        sides(rows, "baseline", comparison.baseline());
        return Section.of(
                "Runs",
                new Table("", Column.all(Column.words("side", "run", "state", "verdict", "began", "schedule")), rows),
                Notes.warnings(comparison.unlike().stream()
                        .map(unlike -> "Not alike: " + unlike)
                        .toList()),
                Notes.findings(comparison.remarks()));
    }

    private static void sides(List<List<String>> rows, String role, List<Side> runs) {
        for (Side run : runs) {
            rows.add(List.of(
                    run.equals(runs.getFirst()) ? role : "its repeat",
                    run.runId(),
                    run.state().name(),
                    run.verdict(),
                    FigureText.moment(run.startedAt()),
                    run.scheduleHash()));
        }
    }

    private static Section signal(SignalChange signal) {
        List<Block> blocks = new ArrayList<>(intervals(signal));
        blocks.add(Table.of(
                Column.all(
                        Column.words("percentile"),
                        Column.figures("baseline", "candidate", "change", "95 % interval", "noise"),
                        Column.words("finding")),
                signal.percentiles(),
                ComparisonDocument::row));
        LossChange losses = signal.losses();
        blocks.add(Notes.remark(
                signal.baselineCount() + " and " + signal.candidateCount() + " samples; effect " + signal.effect()
                        + " (Cliff's delta " + String.format(Locale.ROOT, "%.3f", signal.cliffsDelta()) + ").",
                losses == null ? "" : losses.sentence()));
        return new Section(signal.signal() + " " + signal.basis() + " time, ms", blocks);
    }

    private static List<String> row(PercentileChange change) {
        Double noise = change.noisePercent();
        return List.of(
                change.name(),
                change.baseline().words(false),
                change.candidate().words(false),
                Conclusion.number(change.differencePercent()) + " %",
                Conclusion.interval(change.lowPercent(), change.highPercent()),
                noise == null ? "-" : Conclusion.number(noise) + " %",
                change.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** None where no percentile was judged. */
    private static List<Chart> intervals(SignalChange signal) {
        List<PercentileChange> judged = signal.percentiles().stream()
                .filter(change -> change.lowPercent() != null && change.highPercent() != null)
                .toList();
        if (judged.isEmpty()) {
            return List.of();
        }
        double least = judged.stream()
                .flatMapToDouble(ComparisonDocument::extent)
                .min()
                .orElse(0);
        double most = judged.stream()
                .flatMapToDouble(ComparisonDocument::extent)
                .max()
                .orElse(0);
        return List.of(new Chart(
                "",
                List.of(),
                "Change of each percentile with its 95 % interval; the table has the numbers",
                58 + 28 * judged.size(),
                size -> Axis.linear(
                        "change, %; above 0 the candidate is slower", least, most, size == Size.WIDE ? 8 : 4),
                Axis.names(judged.stream().map(PercentileChange::name).toList()),
                plot -> draw(plot, judged)));
    }

    private static DoubleStream extent(PercentileChange change) {
        double noise = noise(change);
        return DoubleStream.of(low(change), high(change), -1.2 * noise, 1.2 * noise);
    }

    private static double low(PercentileChange change) {
        return Objects.requireNonNullElse(change.lowPercent(), 0.0);
    }

    private static double high(PercentileChange change) {
        return Objects.requireNonNullElse(change.highPercent(), 0.0);
    }

    private static double noise(PercentileChange change) {
        return Objects.requireNonNullElse(change.noisePercent(), 0.0);
    }

    private static void draw(Plot plot, List<PercentileChange> judged) {
        double noise = noise(judged.getFirst());
        plot.stretch(-noise, noise, "noise");
        for (int row = 0; row < judged.size(); row++) {
            PercentileChange change = judged.get(row);
            String outcome =
                    "o-" + change.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            int place = judged.size() - row;
            plot.bar(outcome, change.sentence(), low(change), high(change), place, 6);
            plot.mark(outcome, change.sentence(), change.differencePercent(), place, 16);
        }
    }

    private static String method(Comparison.Method method) {
        return method.name() + "; " + method.resamples() + " resamples of blocks of " + method.blockCells() + " × "
                + method.cellSeconds() + " s, seed " + method.seed() + "; all intervals of a table hold together in "
                + Math.round(method.confidencePercent()) + " of 100 cases. Spread of runs: " + method.spread() + ".";
    }
}
