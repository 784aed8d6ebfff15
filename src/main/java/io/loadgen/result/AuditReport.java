package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database held after the run.
 *
 * @param status COMPLETE, INCOMPLETE or FAILED
 * @param remarks what limits the audit, each in a sentence
 * @param rooms rooms of the fixture set
 * @param promised memberships that were promised: those kept and those lost
 * @param counts every figure of the rooms that were looked at
 * @param anomaliesFound how many anomalies there are
 * @param anomalies the first of them in full
 */
public record AuditReport(
        AuditResult.Status status,
        List<String> remarks,
        int rooms,
        long promised,
        Map<String, Long> counts,
        long anomaliesFound,
        List<Entry> anomalies) {
    /** Takes copies. */
    public AuditReport {
        remarks = List.copyOf(remarks);
        counts = Books.ordered(counts);
        anomalies = List.copyOf(anomalies);
    }

    public static AuditReport of(AuditResult audit) {
        return new AuditReport(
                audit.status(),
                audit.remarks(),
                audit.rooms(),
                audit.counts().promised(),
                Books.counts(AuditFigure.class, audit.counts().figures()),
                audit.anomaliesFound(),
                audit.anomalies().stream().map(Entry::of).toList());
    }

    public long count(AuditFigure figure) {
        return counts.getOrDefault(Books.camelCase(figure), 0L);
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what
     * @param roomId the room
     * @param accounts whom it concerns
     * @param finding what was found, in a sentence
     * @param slot the number of the slot that asked for them, null where none did
     * @param requestId its request id
     * @param reply how its first stage ended, null when it was never closed
     * @param event how its event ended, null when none was waited for
     * @param result how its job result ended, null when none was waited for
     * @param streamSequence the sequence of its job in the stream, null when it was not found there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String kind,
            String roomId,
            List<String> accounts,
            String finding,
            @Nullable Long slot,
            @Nullable String requestId,
            @Nullable String reply,
            @Nullable String event,
            @Nullable String result,
            @Nullable Long streamSequence) {
        /** Takes a copy. */
        public Entry {
            accounts = List.copyOf(accounts);
        }

        public static Entry of(Anomaly anomaly) {
            Anomaly.Add add = anomaly.add();
            String kind = Books.camelCase(anomaly.kind());
            if (add == null) {
                return new Entry(
                        kind,
                        anomaly.roomId(),
                        anomaly.accounts(),
                        anomaly.finding(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            }
            return new Entry(
                    kind,
                    anomaly.roomId(),
                    anomaly.accounts(),
                    anomaly.finding(),
                    add.slot(),
                    add.requestId(),
                    word(add.reply()),
                    word(add.event()),
                    word(add.result()),
                    add.streamSequence());
        }

        private static @Nullable String word(@Nullable Enum<?> outcome) {
            return outcome == null ? null : Books.camelCase(outcome);
        }
    }
}
