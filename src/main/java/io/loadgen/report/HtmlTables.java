package io.loadgen.report;

import io.loadgen.result.Books;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.FigureText;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.Bucket;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Stages;
import io.loadgen.spec.Percentile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of a report on a page. */
final class HtmlTables {
    private static final List<Percentile> PERCENTILES = List.of(Percentile.values());
    private static final int MOST_ROOMS = 200;

    private final HtmlPage page;

    HtmlTables(HtmlPage page) {
        this.page = page;
    }

    void of(RunReport report, Figures figures) {
        page.section("Latencies", () -> {
            latencies(figures);
            Stages stages = figures.stages();
            if (stages != null) {
                stages(stages);
                bands(stages);
            }
        });
        RoomGrowth growth = report.capacity();
        if (growth != null) {
            page.section("Rooms", () -> {
                buckets(growth);
                rooms(growth);
            });
        }
        page.section("Outcomes", () -> {
            outcomes(figures);
            backlog(figures);
            irregularities(figures.irregularities());
        });
    }

    private void latencies(Figures figures) {
        List<List<String>> rows = new ArrayList<>();
        figures.latencies()
                .forEach(row -> rows.add(times(row.signal() + " " + row.name() + ", " + row.basis(), row.times())));
        rows.add(times("schedule lag", figures.scheduleLag()));
        List<String> columns = new ArrayList<>(List.of("signal", "count", "lost"));
        PERCENTILES.forEach(percentile -> columns.add(percentile.label()));
        columns.addAll(List.of("max", "mean"));
        page.table("Latencies, milliseconds", columns, rows);
        page.note("A lost request took at least as long as it was waited for: with such a percentile has no upper bound"
                + " (> 5 s) or two bounds (5.0\u20136.0 s). Lost are also those that were refused or never sent."
                + " - has too few samples; max and mean are of those that came.");
    }

    private static List<String> times(String name, LatencySummary times) {
        List<String> cells = new ArrayList<>(List.of(name, Long.toString(times.count()), Long.toString(times.lost())));
        PERCENTILES.forEach(percentile -> cells.add(percentile(times, percentile)));
        cells.add(shown(times.maxObservedMillis()));
        cells.add(shown(times.meanObservedMillis()));
        return cells;
    }

    private static String percentile(LatencySummary times, Percentile wanted) {
        return times.percentile(wanted).map(bounds -> bounds.typeset(false)).orElse("-");
    }

    private static String shown(@Nullable Double millis) {
        return millis == null ? "-" : FigureText.millis(millis);
    }

    private void stages(Stages stages) {
        List<String> columns = new ArrayList<>(List.of("stage", "count", "lost"));
        PERCENTILES.forEach(percentile -> columns.add(percentile.label()));
        columns.addAll(List.of("max", "mean"));
        page.table(
                "Stages of requests, milliseconds",
                columns,
                stages.durations().stream()
                        .map(stage -> times(stage.from() + " → " + stage.to(), stage.times()))
                        .toList());
        page.note("Of each request that reached the beginning of a stage; lost: it did not reach the end.");
    }

    private void bands(Stages stages) {
        page.table(
                "Where the time went, milliseconds, means of the requests of each band of E2 response time",
                List.of("band", "requests", "lost", "schedule lag", "send → handoff", "handoff → event", "total"),
                stages.bands().stream()
                        .map(band -> List.of(
                                band.name(),
                                Long.toString(band.requests()),
                                Long.toString(band.lost()),
                                StagesText.mean(band, band.lagMillis()),
                                StagesText.mean(band, band.toHandoffMillis()),
                                StagesText.mean(band, band.toEventMillis()),
                                StagesText.mean(band, band.totalMillis())))
                        .toList());
        StagesText.notes(stages).forEach(page::note);
    }

    private void buckets(RoomGrowth growth) {
        List<List<String>> rows = new ArrayList<>();
        for (Bucket bucket : growth.buckets()) {
            String sizes = bucket.fromSize() == bucket.toSize() - 1
                    ? Integer.toString(bucket.fromSize())
                    : bucket.fromSize() + " to " + (bucket.toSize() - 1);
            bucket.latencies().stream()
                    .filter(row -> row.basis().equals("response"))
                    .forEach(row -> {
                        List<String> cells = new ArrayList<>(List.of(sizes, row.signal()));
                        List<String> times = times("", row.times());
                        cells.addAll(times.subList(1, times.size()));
                        cells.add(3, bucket.rejected() == null ? "-" : Long.toString(bucket.rejected()));
                        rows.add(cells);
                    });
        }
        List<String> columns = new ArrayList<>(List.of("members", "signal", "count", "refused", "lost"));
        PERCENTILES.forEach(percentile -> columns.add(percentile.label()));
        columns.addAll(List.of("max", "mean"));
        page.table("Response times by room size, milliseconds", columns, rows);
    }

    private void rooms(RoomGrowth growth) {
        List<List<String>> rows = growth.rooms().stream()
                .sorted(Comparator.comparing(RoomGrowth.Room::hasReachedTarget))
                .limit(MOST_ROOMS)
                .map(room -> List.of(
                        room.roomId(),
                        Integer.toString(room.startSize()),
                        Integer.toString(room.finalSize()),
                        room.foundSize() == null ? "unknown" : room.foundSize().toString(),
                        Long.toString(room.adds()),
                        FigureText.words(room.end()),
                        Objects.requireNonNullElse(room.endText(), "")))
                .toList();
        page.table(
                "Rooms"
                        + (rows.size() < growth.rooms().size()
                                ? ", " + rows.size() + " of " + growth.rooms().size()
                                : ""),
                List.of("room", "start", "by events", "in MongoDB", "requests", "end", "first errors"),
                rows);
    }

    private void outcomes(Figures figures) {
        Books measured = figures.measured();
        Books warmup = figures.warmup();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("planned", Long.toString(measured.planned()), Long.toString(warmup.planned())));
        stage(rows, "", measured.dispositions(), warmup.dispositions());
        stage(rows, "sent: ", measured.replies(), warmup.replies());
        stage(rows, "not refused: ", measured.events(), warmup.events());
        stage(rows, "not refused: result ", measured.results(), warmup.results());
        page.table("Outcomes, slots", List.of("outcome", "measured", "warm-up"), rows);
        List<String> residues = Stream.concat(measured.residues().stream(), warmup.residues().stream())
                .map(residue -> "The books do not balance: " + residue.rule() + " is " + residue.left() + " = "
                        + residue.right() + ", difference " + residue.difference())
                .toList();
        page.list(residues.isEmpty() ? List.of("The books balance.") : residues);
    }

    private static <E extends Enum<E>> void stage(
            List<List<String>> rows, String prefix, Map<E, Long> measured, Map<E, Long> warmup) {
        measured.forEach((outcome, slots) -> rows.add(List.of(
                prefix + FigureText.words(outcome),
                slots.toString(),
                warmup.getOrDefault(outcome, 0L).toString())));
    }

    private void backlog(Figures figures) {
        var backlog = figures.backlog();
        if (backlog == null) {
            page.note("The backlog of room-worker was never seen.");
            return;
        }
        page.table(
                "Backlog of room-worker, messages, measured window",
                List.of("messages", "min", "peak", "final"),
                List.of(
                        List.of(
                                "pending",
                                "" + backlog.minPending(),
                                "" + backlog.peakPending(),
                                "" + backlog.finalPending()),
                        List.of("ack-pending", "", "" + backlog.peakAckPending(), ""),
                        List.of("redelivered", "", "", "" + backlog.finalRedelivered())));
        page.note("Growth " + (backlog.growth() == null ? "unknown, not seen at both ends" : backlog.growth()) + "; "
                + backlog.samples() + " samples, " + backlog.failedSamples()
                + " failed.");
    }

    private void irregularities(Irregularities oddities) {
        List<List<String>> rows = new ArrayList<>();
        oddities.counts().forEach((kind, count) -> {
            if (count != 0) {
                String late = kind == Irregularity.LATE_REPLIES ? TextReport.lateBy(oddities) : "";
                rows.add(List.of(FigureText.words(kind) + late, count.toString()));
            }
        });
        oddities.rejections().forEach((reason, count) -> rows.add(List.of("rejected: " + reason, count.toString())));
        oddities.workerErrors()
                .forEach((reason, count) -> rows.add(List.of("worker error: " + reason, count.toString())));
        oddities.connectionTroubles()
                .forEach(trouble -> rows.add(List.of(
                        trouble.kind().words() + ", " + trouble.about() + ": " + trouble.firstWords(),
                        Long.toString(trouble.count()))));
        ConnectionGaps lost = oddities.lostConnection();
        if (lost != null) {
            rows.add(List.of("signals missing after disconnect", Long.toString(lost.unheardSignals())));
        }
        if (rows.isEmpty()) {
            page.note("No irregularities.");
        } else {
            page.table("Irregularities, whole run", List.of("what", "count"), rows);
        }
        page.list(oddities.firstMessages().stream()
                .map(message -> "first errors: " + message)
                .toList());
        if (lost != null) {
            page.list(lost.sentences());
        }
    }
}
