package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.result.ConnectionTroubles.Trouble;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the books lump together or leave out, over the whole run, warm-up included.
 *
 * @param rejections rejected slots by reason
 * @param workerErrors slots with a worker error by reason
 * @param firstMessages the first few errors in the words of the system under test
 * @param counts signals that belong to no open slot, and what befell the client; every kind has an entry
 * @param lateReplyTimes how long after the actual send late replies came, null when none did
 * @param lostConnection when our own connection was down, null when it held
 * @param connectionTroubles what the server complained of or announced, by kind and by what it was about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Oddities(
        Map<String, Long> rejections,
        Map<String, Long> workerErrors,
        List<String> firstMessages,
        Map<String, Long> counts,
        @Nullable LatencySummary lateReplyTimes,
        @Nullable LostConnection lostConnection,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Trouble> connectionTroubles) {
    private static final Comparator<Trouble> BY_KIND =
            Comparator.comparing(Trouble::kind).thenComparing(Trouble::about);

    /** Takes copies. Reports of older builds know of no troubles. */
    public Oddities {
        rejections = Books.ordered(rejections);
        workerErrors = Books.ordered(workerErrors);
        firstMessages = List.copyOf(firstMessages);
        counts = Books.ordered(counts);
        connectionTroubles = connectionTroubles == null ? List.of() : List.copyOf(connectionTroubles);
    }

    public boolean areNone() {
        return counts.values().stream().allMatch(count -> count == 0)
                && rejections.isEmpty()
                && workerErrors.isEmpty()
                && connectionTroubles.isEmpty()
                && lostConnection == null;
    }

    public long count(String kind) {
        return counts.getOrDefault(kind, 0L);
    }

    public static Oddities of(Irregularities irregularities, SessionHealth health, @Nullable LostConnection lost) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("duplicateReplies", irregularities.duplicateReplies());
        counts.put("duplicateEvents", irregularities.duplicateEvents());
        counts.put("duplicateResults", irregularities.duplicateResults());
        counts.put("lateReplies", irregularities.lateReplies());
        counts.put("lateEvents", irregularities.lateEvents());
        counts.put("lateResults", irregularities.lateResults());
        counts.put("unansweredEvents", irregularities.unansweredEvents());
        counts.put("eventTimeoutsAfterOk", irregularities.eventTimeoutsAfterOk());
        counts.put("eventsWithoutHeader", irregularities.eventsWithoutHeader());
        counts.put("foreignSignals", irregularities.foreignSignals());
        counts.put("unreadableSignals", irregularities.unreadableSignals());
        counts.put("failedSignals", health.failedSignals());
        counts.put("droppedMessages", health.droppedMessages());
        counts.put("disconnects", health.disconnects());
        return new Oddities(
                new TreeMap<>(irregularities.rejections()),
                new TreeMap<>(irregularities.workerErrors()),
                irregularities.firstMessages(),
                counts,
                irregularities.lateReplyTimes().count() == 0
                        ? null
                        : LatencySummary.of(irregularities.lateReplyTimes()),
                lost,
                health.troubles().seen().stream().sorted(BY_KIND).toList());
    }
}
