package io.loadgen.report;

import io.loadgen.result.Bounds;
import io.loadgen.result.FigureText;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.Bucket;
import io.loadgen.result.RoomGrowth.Room;
import io.loadgen.spec.Percentile;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tables of a capacity run: what an add cost at each size, and how far each room came. */
final class GrowthText {
    private static final int MOST_ROOMS = 20;

    private static final int SIZE_COLUMNS = 17;
    private static final int COUNT_COLUMNS = 8;
    private static final int LOST_COLUMNS = 6;
    private static final int TIME_COLUMNS = 9;

    private static final int ROOM_COLUMNS = 34;

    private GrowthText() {}

    static void write(TextLayout page, RoomGrowth growth) {
        buckets(page, growth);
        rooms(page, growth);
    }

    private static void buckets(TextLayout page, RoomGrowth growth) {
        boolean acks = growth.buckets().stream()
                .flatMap(bucket -> bucket.latencies().stream())
                .anyMatch(row -> row.signal().equals("ack"));
        String first = acks ? "ack" : "E1";
        page.heading(TextLayout.left("By room size, ms", SIZE_COLUMNS)
                + TextLayout.right("count", COUNT_COLUMNS)
                + TextLayout.right("lost", LOST_COLUMNS)
                + TextLayout.right("refused", COUNT_COLUMNS)
                + times(first + " p50", first + " p99", "E2 p50", "E2 p99", "E2 max", "E3 p50", "E3 p99"));
        growth.buckets().forEach(bucket -> bucket(page, bucket, first));
        page.line("  response times of the adds that began at these sizes; count and lost: of E2, with the refused");
        page.wrapped(
                "  ",
                "A closed loop shows a stall of the system under test as one slow sample per room, not as the wait of"
                        + " all requests that would have come.");
    }

    private static void bucket(TextLayout page, Bucket bucket, String first) {
        LatencySummary reply = response(bucket, first);
        LatencySummary event = response(bucket, "E2");
        LatencySummary result = response(bucket, "E3");
        int last = bucket.toSize() - 1;
        String sizes = bucket.fromSize() == last ? Integer.toString(last) : bucket.fromSize() + " to " + last;
        page.line(TextLayout.left("  " + sizes, SIZE_COLUMNS)
                + TextLayout.right(event == null ? 0 : event.count(), COUNT_COLUMNS)
                + TextLayout.right(event == null ? 0 : event.lost(), LOST_COLUMNS)
                + TextLayout.right(bucket.rejected() == null ? "-" : bucket.rejected(), COUNT_COLUMNS)
                + times(
                        percentile(reply, Percentile.P50),
                        percentile(reply, Percentile.P99),
                        percentile(event, Percentile.P50),
                        percentile(event, Percentile.P99),
                        max(event),
                        percentile(result, Percentile.P50),
                        percentile(result, Percentile.P99)));
    }

    private static @Nullable LatencySummary response(Bucket bucket, String signal) {
        return bucket.latencies().stream()
                .filter(row -> row.signal().equals(signal) && row.basis().equals("response"))
                .map(LatencyRow::times)
                .findFirst()
                .orElse(null);
    }

    private static String percentile(@Nullable LatencySummary times, Percentile wanted) {
        return times == null ? "-" : times.percentile(wanted).map(Bounds::ascii).orElse("-");
    }

    private static String max(@Nullable LatencySummary times) {
        Double longest = times == null ? null : times.maxObservedMillis();
        return longest == null ? "-" : FigureText.millis(longest);
    }

    private static String times(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(TextLayout.right(cell, TIME_COLUMNS));
        }
        return line.toString();
    }

    private static void rooms(TextLayout page, RoomGrowth growth) {
        page.heading(room("Rooms", "start", "by events", "in MongoDB", "adds", "end"));
        // What went wrong must not hide behind the rooms that went well.
        List<Room> shown = growth.rooms().stream()
                .sorted(Comparator.comparing(Room::hasReachedTarget))
                .limit(MOST_ROOMS)
                .toList();
        for (Room room : shown) {
            Integer found = room.foundSize();
            page.line(room(
                    "  " + room.roomId(),
                    room.startSize(),
                    room.finalSize(),
                    found == null ? "unknown" : found,
                    room.adds(),
                    FigureText.words(room.end())));
            String said = room.endText();
            if (said != null) {
                page.wrapped("    first errors: ", said);
            }
        }
        int all = growth.rooms().size();
        if (all > shown.size()) {
            page.line("  and " + (all - shown.size()) + " more; rooms that did not reach the target come first");
        }
        Predicate<String> seen = end -> growth.ends().getOrDefault(end, 0L) > 0;
        page.wrapped("  all " + all + ": ", FigureText.list(growth.ends(), seen));
        page.line("  adds kept one by one " + growth.samples().count() + ", not kept "
                + growth.samples().dropped());
    }

    private static String room(Object id, Object start, Object byEvents, Object found, Object adds, Object end) {
        return TextLayout.left(id.toString(), ROOM_COLUMNS) + TextLayout.right(start, 7)
                + TextLayout.right(byEvents, 11) + TextLayout.right(found, 12) + TextLayout.right(adds, 7) + "  " + end;
    }
}
