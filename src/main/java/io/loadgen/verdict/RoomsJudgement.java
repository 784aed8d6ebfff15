package io.loadgen.verdict;

import io.loadgen.result.Evidence;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.spec.Slo;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the rooms of a capacity run say of it as a whole: one that ended by failure, rejection or timeout breaks a run that has limits, and
 * leaves it undecided where the generator or its link may have caused it. Pure; any thread.
 *
 * @param broken reasons to fail the run, each in a sentence
 * @param undecidable reasons to doubt it, each in a sentence
 */
record RoomsJudgement(List<String> broken, List<String> undecidable) {
    private static final RoomsJudgement SOUND = new RoomsJudgement(List.of(), List.of());
    private static final int ROOMS_NAMED = 3;

    static RoomsJudgement of(Slo slo, Evidence evidence) {
        if (slo.isEmpty()) {
            return SOUND;
        }
        List<RoomGrowth.Room> rooms = evidence.rooms();
        List<RoomGrowth.Room> failed =
                rooms.stream().filter(room -> isFailure(room.end())).toList();
        long notSent = rooms.stream()
                .filter(room -> room.end() == RoomEnd.PUBLISH_ERROR)
                .count();
        // Each room has one add in flight, so at most this many of them can have failed for the link.
        boolean doubted = failed.size() <= evidence.connection().failuresNearby();
        String unsent =
                notSent + " of " + rooms.size() + " rooms ended because the client did not send an add (limit 0)";
        List<String> doubts = notSent > 0 ? List.of(unsent) : List.of();
        if (failed.isEmpty()) {
            return new RoomsJudgement(List.of(), doubts);
        }
        String sentence = failed.size() + " of " + rooms.size() + " rooms ended before their target (limit 0): "
                + ends(failed) + "; " + names(failed);
        return doubted
                ? new RoomsJudgement(List.of(), List.of(sentence + ", but the connection was lost about then"))
                : new RoomsJudgement(List.of(sentence), doubts);
    }

    private static boolean isFailure(RoomEnd end) {
        return switch (end) {
            case REJECTED, BUSY, NO_RESPONDERS, REPLY_TIMEOUT, EVENT_TIMEOUT, EVENT_MISMATCH, WORKER_ERROR -> true;
            case TARGET_REACHED, POOL_EMPTY, PUBLISH_ERROR, RUN_STOPPED -> false;
        };
    }

    private static String ends(List<RoomGrowth.Room> failed) {
        Map<RoomEnd, Long> counts = failed.stream()
                .collect(Collectors.groupingBy(
                        RoomGrowth.Room::end, () -> new EnumMap<>(RoomEnd.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(end -> end.getValue() + " by "
                        + end.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<RoomGrowth.Room> failed) {
        return failed.stream().limit(ROOMS_NAMED).map(RoomGrowth.Room::roomId).collect(Collectors.joining(", "))
                + (failed.size() > ROOMS_NAMED ? " and others" : "");
    }
}
