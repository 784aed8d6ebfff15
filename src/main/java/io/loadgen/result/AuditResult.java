package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What the database held after the run. The figures speak of the rooms that were looked at; whether those were all, the status says.
 *
 * <p>Immutable; any thread.
 *
 * @param status how far it came
 * @param remarks why it did not come further, and what else limits what it proves, each in a sentence
 * @param rooms how many rooms the fixture set has
 * @param counts the figures; every one has an entry
 * @param anomaliesFound how many anomalies there are
 * @param anomalies the first {@value #MOST_ANOMALIES} of them, by kind, then by slot
 */
@JsonPropertyOrder({"status", "remarks", "rooms", "promised", "counts", "anomaliesFound", "anomalies"})
public record AuditResult(
        Status status,
        List<String> remarks,
        int rooms,
        @Counts.ByKind Map<AuditFigure, Long> counts,
        long anomaliesFound,
        List<Anomaly> anomalies) {
    /** How many anomalies are told in full. */
    public static final int MOST_ANOMALIES = 20;

    /** Takes copies, and fills in what is missing with 0. */
    public AuditResult {
        remarks = List.copyOf(remarks);
        counts = Counts.complete(AuditFigure.class, counts);
        anomalies = List.copyOf(anomalies);
    }

    /**
     * An audit that looked at nothing.
     *
     * @param status why
     * @return no room
     */
    public static AuditResult none(Status status) {
        return new AuditResult(status, List.of(), 0, Map.of(), 0, List.of());
    }

    /**
     * One figure.
     *
     * @param figure which
     * @return 0 or more
     */
    public long count(AuditFigure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    /**
     * Memberships that were promised.
     *
     * @return those kept and those lost
     */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long promised() {
        return count(AuditFigure.KEPT) + count(AuditFigure.LOST);
    }

    /** How far an audit came. */
    public enum Status {
        /** Every room was looked at. */
        COMPLETE,
        /** Its time was up, or it was given up, before every room was looked at. */
        INCOMPLETE,
        /** The database could not be read. */
        FAILED
    }
}
