package io.loadgen.reporting;

import io.loadgen.reporting.RoomGrowth.Bucket;
import io.loadgen.reporting.RoomGrowth.Room;
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

    static void write(Page page, RoomGrowth growth) {
        buckets(page, growth);
        rooms(page, growth);
    }

    private static void buckets(Page page, RoomGrowth growth) {
        boolean acks = growth.buckets().stream()
                .flatMap(bucket -> bucket.latencies().stream())
                .anyMatch(row -> row.signal().equals("ack"));
        String first = acks ? "ack" : "E1";
        page.heading(Page.left("By room size, ms", SIZE_COLUMNS)
                + Page.right("count", COUNT_COLUMNS)
                + Page.right("lost", LOST_COLUMNS)
                + Page.right("refused", COUNT_COLUMNS)
                + times(first + " p50", first + " p99", "E2 p50", "E2 p99", "E2 max", "E3 p50", "E3 p99"));
        growth.buckets().forEach(bucket -> bucket(page, bucket, first));
        page.line("  response times of the adds that began at these sizes; count and lost: of E2, with the refused");
        page.wrapped(
                "  ",
                "A closed loop shows a stall of the system under test as one slow sample per room, not as the wait of"
                        + " all requests that would have come.");
    }

    private static void bucket(Page page, Bucket bucket, String first) {
        Spread reply = response(bucket, first);
        Spread event = response(bucket, "E2");
        Spread result = response(bucket, "E3");
        int last = bucket.toSize() - 1;
        String sizes = bucket.fromSize() == last ? Integer.toString(last) : bucket.fromSize() + " to " + last;
        page.line(Page.left("  " + sizes, SIZE_COLUMNS)
                + Page.right(event == null ? 0 : event.count(), COUNT_COLUMNS)
                + Page.right(event == null ? 0 : event.lost(), LOST_COLUMNS)
                + Page.right(bucket.rejected() == null ? "-" : bucket.rejected(), COUNT_COLUMNS)
                + times(
                        percentile(reply, "p50"),
                        percentile(reply, "p99"),
                        percentile(event, "p50"),
                        percentile(event, "p99"),
                        max(event),
                        percentile(result, "p50"),
                        percentile(result, "p99")));
    }

    private static @Nullable Spread response(Bucket bucket, String signal) {
        return bucket.latencies().stream()
                .filter(row -> row.signal().equals(signal) && row.basis().equals("response"))
                .map(LatencyRow::times)
                .findFirst()
                .orElse(null);
    }

    private static String percentile(@Nullable Spread times, String name) {
        return times == null ? "-" : times.percentile(name).map(Bounds::ascii).orElse("-");
    }

    private static String max(@Nullable Spread times) {
        Double longest = times == null ? null : times.maxObservedMillis();
        return longest == null ? "-" : Page.millis(longest);
    }

    private static String times(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(Page.right(cell, TIME_COLUMNS));
        }
        return line.toString();
    }

    private static void rooms(Page page, RoomGrowth growth) {
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
                    Page.words(room.end())));
            String said = room.endText();
            if (said != null) {
                page.wrapped("    said: ", said);
            }
        }
        int all = growth.rooms().size();
        if (all > shown.size()) {
            page.line("  and " + (all - shown.size()) + " more; rooms that did not reach the target come first");
        }
        Predicate<String> seen = end -> growth.ends().getOrDefault(end, 0L) > 0;
        page.wrapped("  all " + all + ": ", Page.list(growth.ends(), seen));
        page.line("  adds kept one by one " + growth.samples().count() + ", not kept "
                + growth.samples().dropped());
    }

    private static String room(Object id, Object start, Object byEvents, Object found, Object adds, Object end) {
        return Page.left(id.toString(), ROOM_COLUMNS) + Page.right(start, 7) + Page.right(byEvents, 11)
                + Page.right(found, 12) + Page.right(adds, 7) + "  " + end;
    }
}
