package io.loadgen.result;

import java.util.List;

/**
 * What an audit found. The figures speak of the rooms that were looked at; whether those were all, the status says.
 *
 * <p>Immutable; any thread.
 *
 * @param status how far it came
 * @param remarks why it did not come further, and what else limits what it proves, each in a sentence
 * @param rooms how many rooms the fixture set has
 * @param counts the figures
 * @param anomaliesFound how many anomalies there are
 * @param anomalies the first {@value #MOST_ANOMALIES} of them, by kind, then by slot
 */
public record AuditResult(
        Status status,
        List<String> remarks,
        int rooms,
        AuditCounts counts,
        long anomaliesFound,
        List<Anomaly> anomalies) {
    /** How many anomalies are told in full. */
    public static final int MOST_ANOMALIES = 20;

    /** Takes copies. */
    public AuditResult {
        remarks = List.copyOf(remarks);
        anomalies = List.copyOf(anomalies);
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
