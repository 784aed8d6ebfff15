package io.loadgen.report;

import io.loadgen.growth.GrowthLaw;
import io.loadgen.growth.GrowthLaw.BreakingSize;
import io.loadgen.latency.FigureText;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Detail;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.Bucket;
import io.loadgen.result.RoomGrowth.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an add of a capacity run cost at each size, and how far each room came. Stateless; any thread. */
final class GrowthSections {
    private static final int MOST_IN_A_TEXT = 20;
    private static final int MOST_ON_A_PAGE = 200;

    private GrowthSections() {}

    static List<Section> of(@Nullable RoomGrowth growth) {
        return growth == null
                ? List.of()
                : Stream.of(
                                Stream.of(sizes(growth)),
                                Stream.ofNullable(growth.law()).map(GrowthSections::law),
                                Stream.of(rooms(growth)))
                        .flatMap(sections -> sections)
                        .toList();
    }

    private static Section sizes(RoomGrowth growth) {
        List<Column> columns = new ArrayList<>(LatencySections.columns("members, signal"));
        columns.add(2, new Column("refused", true, false));
        columns.add(3, new Column("busy", true, false));
        return Section.of(
                "Response times by room size, ms",
                ReportCharts.growth(growth),
                new Table(
                        "",
                        columns,
                        growth.buckets().stream()
                                .flatMap(bucket -> bucket.latencies().stream()
                                        .filter(row -> row.basis().equals("response"))
                                        .map(row -> size(bucket, row)))
                                .toList()),
                Notes.remark(
                        "Of the adds that began at these sizes; lost: with the refused, and each time that room-service was busy.",
                        "A closed loop shows a stall of the platform as one slow sample per room, not as the wait of all"
                                + " requests that would have come."));
    }

    private static List<String> size(Bucket bucket, LatencyRow row) {
        int last = bucket.toSize() - 1;
        String sizes = bucket.fromSize() == last ? Integer.toString(last) : bucket.fromSize() + " to " + last;
        List<String> cells = new ArrayList<>(LatencySections.row(sizes + ", " + row.signal(), row.times()));
        cells.add(2, count(bucket.rejected()));
        cells.add(3, count(bucket.busy()));
        return cells;
    }

    private static String count(@Nullable Long requests) {
        return requests == null ? "-" : Long.toString(requests);
    }

    private static Section law(GrowthLaw law) {
        return Section.of(
                "Growth of the cost of an add",
                Notes.findings(Stream.concat(
                                Stream.of(law.words()), law.limits().stream().map(GrowthSections::limit))
                        .toList()),
                Notes.remark(
                        "Of " + law.adds() + " adds alike, in rooms of " + law.fromSize() + " to " + law.toSize()
                                + " members: their middle time to the event.",
                        law.limits().isEmpty() ? "" : "What lies beyond these sizes is foretold, not measured."));
    }

    private static String limit(BreakingSize size) {
        return "E2 " + size.percentile() + " of " + FigureText.millis(size.limitMillis()) + " ms: " + size.words();
    }

    private static Section rooms(RoomGrowth growth) {
        // What went wrong must not hide behind the rooms that went well.
        List<Room> rooms = growth.rooms().stream()
                .sorted(Comparator.comparing(Room::hasReachedTarget))
                .limit(MOST_ON_A_PAGE)
                .toList();
        List<Room> first = rooms.subList(0, Math.min(MOST_IN_A_TEXT, rooms.size()));
        List<Room> others = rooms.subList(first.size(), rooms.size());
        int all = growth.rooms().size();
        String ends = FigureText.list(growth.ends(), end -> growth.ends().getOrDefault(end, 0L) > 0);
        return Section.of(
                "Rooms",
                table(first),
                errors(first),
                Notes.remark(
                        all == first.size()
                                ? ""
                                : (all - first.size()) + " more; rooms that did not reach the target come first.",
                        "All " + all + ": " + ends + ".",
                        "Requests kept one by one " + growth.samples().count() + ", not kept "
                                + growth.samples().dropped() + "."),
                new Detail(table(others).captioned(others.size() + " more rooms")),
                new Detail(errors(others)));
    }

    private static Table table(List<Room> rooms) {
        Column[] figures = Column.figures("start", "by events", "in MongoDB", "requests");
        return Table.of(Column.all(Column.words("room"), figures, Column.words("end")), rooms, GrowthSections::room);
    }

    private static Notes errors(List<Room> rooms) {
        return Notes.findings(rooms.stream()
                .filter(room -> room.endText() != null)
                .map(room -> room.roomId() + ", first errors: " + room.endText())
                .toList());
    }

    private static List<String> room(Room room) {
        return List.of(
                room.roomId(),
                Integer.toString(room.startSize()),
                Integer.toString(room.finalSize()),
                room.foundSize() == null ? "unknown" : room.foundSize().toString(),
                Long.toString(room.adds()),
                FigureText.words(room.end()));
    }
}
