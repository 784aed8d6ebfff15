package io.loadgen.report;

import io.loadgen.latency.FigureText;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Fields;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bracket that a search found, and the trials that it rests on. Stateless; any thread. */
final class SearchSections {
    private SearchSections() {}

    static List<Section> of(@Nullable SearchResult search) {
        return search == null ? List.of() : List.of(bracket(search), trials(search));
    }

    private static Section bracket(SearchResult search) {
        Double width = search.width();
        Integer confirmation = search.confirmation();
        SearchResult.Demand most = search.atMost();
        String limit = search.limit();
        return Section.of(
                "Search: " + search.end().words(),
                Fields.of(
                        "held",
                        rate(search.heldPerSecond()),
                        "broke",
                        rate(search.brokePerSecond()) + (limit == null ? "" : ", first limit: " + limit),
                        "width",
                        width == null ? "" : FigureText.percent(width),
                        "confirmed",
                        confirmation == null ? "no" : "by trial " + confirmation + ", in rooms that no other trial had",
                        "cost",
                        search.trials().size() + " trials of at most " + most.trials() + ", " + search.candidates()
                                + " candidates of at most " + most.candidates() + ", "
                                + FigureText.seconds(Math.round(search.seconds() * 1e3)) + " of at most "
                                + FigureText.seconds(Math.round(most.seconds() * 1e3))),
                Notes.findings(search.reasons()));
    }

    private static String rate(@Nullable Double perSecond) {
        return perSecond == null ? "none" : FigureText.rate(perSecond) + "/s";
    }

    private static Section trials(SearchResult search) {
        return Section.of(
                "Trials",
                ReportCharts.curve(search),
                Table.of(
                        Column.all(
                                Column.figures("trial", "rate/s"),
                                Column.words("purpose", "outcome"),
                                Column.figures("E2 p50, ms", "E2 p99, ms", "good", "growth/s"),
                                new Column[] {
                                    new Column("stage means, ms", false, true),
                                    new Column("rooms", true, true),
                                    new Column("requests", true, true),
                                    new Column("seconds", true, true)
                                }),
                        search.trials(),
                        SearchSections::trial),
                Notes.findings(search.trials().stream()
                        .filter(trial -> trial.outcome() != Outcome.GOOD)
                        .map(trial -> "trial " + trial.number() + " at " + FigureText.rate(trial.ratePerSecond())
                                + "/s: " + String.join("; ", trial.reasons()))
                        .toList()),
                Notes.remark(
                        "The figures below are those of the last trial. A void trial says nothing of the platform; a rate that"
                                + " broke has broken, however often it holds."));
    }

    private static List<String> trial(Trial trial) {
        Double good = trial.goodShare();
        Double slope = trial.backlogSlope();
        List<String> cells = new ArrayList<>(List.of(
                Integer.toString(trial.number()),
                FigureText.rate(trial.ratePerSecond()),
                FigureText.words(trial.purpose()),
                FigureText.words(trial.outcome()) + (trial.endedEarly() ? ", ended early" : ""),
                millis(trial.e2P50Millis()),
                millis(trial.e2P99Millis()),
                good == null ? "-" : FigureText.percent(good),
                slope == null ? "-" : FigureText.rate(slope)));
        cells.add(stages(trial.stageMeansMillis()));
        cells.add(Integer.toString(trial.rooms()));
        cells.add(Long.toString(trial.requests()));
        cells.add(FigureText.rate(trial.seconds()));
        return cells;
    }

    private static String stages(Map<String, Double> means) {
        return new TreeMap<>(means)
                .entrySet().stream()
                        .map(stage -> stage.getKey() + " " + FigureText.millis(stage.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String millis(@Nullable Double value) {
        return value == null ? "-" : FigureText.millis(value);
    }
}
