package io.loadgen.report;

import io.loadgen.result.FigureText;
import io.loadgen.result.Stages;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of stages: how long each took, and where the requests of each band spent their time. */
final class StagesText {
    private static final int BAND_COLUMNS = 18;
    private static final int COUNT_COLUMNS = 10;
    private static final int TIME_COLUMNS = 18;

    private static final Map<String, String> PLACES = Map.of(
            "refused", "refused",
            "unanswered", "neither reply nor handoff",
            "accepted", "accepted, no handoff seen",
            "handedOff", "handed off, no event",
            "workerError", "worker error",
            "eventMismatch", "event with other accounts");

    private StagesText() {}

    static void write(TextLayout page, Stages stages) {
        page.heading("Stages of requests, ms");
        page.line(TextLayout.left("", TimesText.LABEL_COLUMNS)
                + TextLayout.right("count", TimesText.COUNT_COLUMNS)
                + TextLayout.right("lost", TimesText.LOST_COLUMNS)
                + TimesText.header());
        stages.durations().forEach(stage -> TimesText.row(page, stage.from() + " -> " + stage.to(), stage.times()));
        page.line("  of each request that reached the beginning of a stage; lost: it did not reach the end");
        bands(page, stages);
    }

    private static void bands(TextLayout page, Stages stages) {
        page.heading("Where the time went, ms (means of the requests of each band of E2 response time)");
        page.line(TextLayout.left("", BAND_COLUMNS)
                + TextLayout.right("requests", COUNT_COLUMNS)
                + TextLayout.right("lost", COUNT_COLUMNS - 2)
                + TextLayout.right("schedule lag", TIME_COLUMNS - 3)
                + TextLayout.right("send -> handoff", TIME_COLUMNS)
                + TextLayout.right("handoff -> event", TIME_COLUMNS + 1)
                + TextLayout.right("total", TIME_COLUMNS - 6));
        stages.bands()
                .forEach(band -> page.line(TextLayout.left("  " + band.name(), BAND_COLUMNS)
                        + TextLayout.right(band.requests(), COUNT_COLUMNS)
                        + TextLayout.right(band.lost(), COUNT_COLUMNS - 2)
                        + TextLayout.right(mean(band, band.lagMillis()), TIME_COLUMNS - 3)
                        + TextLayout.right(mean(band, band.toHandoffMillis()), TIME_COLUMNS)
                        + TextLayout.right(mean(band, band.toEventMillis()), TIME_COLUMNS + 1)
                        + TextLayout.right(mean(band, band.totalMillis()), TIME_COLUMNS - 6)));
        notes(stages).forEach(note -> page.wrapped("  ", note));
    }

    static String mean(Stages.Band band, double millis) {
        return band.known() == 0 ? "-" : FigureText.millis(millis);
    }

    /** What has to be said of the bands. */
    static List<String> notes(Stages stages) {
        String bands =
                "The means of a band add up to its total. Lost requests rank above all others, and are in no mean.";
        String lost = stages.lostAt().entrySet().stream()
                .filter(place -> place.getValue() > 0)
                .map(place -> PLACES.getOrDefault(place.getKey(), place.getKey()) + " " + place.getValue())
                .collect(Collectors.joining("; "));
        long unseen = stages.bands().stream()
                .mapToLong(band -> band.requests() - band.lost() - band.known())
                .sum();
        return List.of(
                        bands,
                        lost.isEmpty() ? "" : "Where the " + stages.lost() + " lost ones stopped: " + lost + ".",
                        unseen == 0 ? "" : "Of " + unseen + " requests the handoff was not seen; they are in no mean.")
                .stream()
                .filter(note -> !note.isEmpty())
                .toList();
    }
}
