package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

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
 * @param userCounts the first {@value #MOST_ANOMALIES} rooms whose own count of members is off, which is no anomaly, since the
 *     platform counts again; none in a report of an earlier release
 */
@JsonPropertyOrder({"status", "remarks", "rooms", "promised", "counts", "anomaliesFound", "anomalies", "userCounts"})
public record AuditResult(
        Status status,
        List<String> remarks,
        int rooms,
        @Counts.ByKind Map<AuditFigure, Long> counts,
        long anomaliesFound,
        List<Anomaly> anomalies,
        List<UserCount> userCounts) {
    /** How many anomalies are told in full, and how many rooms with another {@code userCount}. */
    public static final int MOST_ANOMALIES = 20;

    /** Takes copies, and fills in what is missing with 0. */
    public AuditResult {
        remarks = List.copyOf(remarks);
        counts = Counts.complete(AuditFigure.class, counts);
        anomalies = List.copyOf(anomalies);
        userCounts = userCounts == null ? List.of() : List.copyOf(userCounts);
    }

    /**
     * An audit that looked at nothing.
     *
     * @param status why
     * @return no room
     */
    public static AuditResult none(Status status) {
        return new AuditResult(status, List.of(), 0, Map.of(), 0, List.of(), List.of());
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

    /**
     * A room whose {@code userCount} is not the number of its members.
     *
     * <p>Immutable; any thread.
     *
     * @param roomId the room
     * @param userCount what its rooms document says, null when it says nothing
     * @param members how many of its subscriptions are no bots'
     */
    public record UserCount(String roomId, @Nullable Long userCount, long members) {}

    /** How far an audit came. */
    public enum Status {
        /** Every room was looked at. */
        COMPLETE,
        /** Its time was up, or it was given up, before every room was looked at. */
        INCOMPLETE,
        /** The database could not be read. */
        FAILED
    }

    /**
     * One thing that an audit found wrong, with all that helps to trace it.
     *
     * <p>Immutable; any thread.
     *
     * @param kind what is wrong
     * @param roomId the room
     * @param accounts whom it concerns, sorted, or which orgs by their ids; empty where it concerns the room as a whole
     * @param finding what was found, in a sentence
     * @param add the slot that asked for those accounts, null where none did
     */
    public record Anomaly(
            Kind kind,
            String roomId,
            List<String> accounts,
            String finding,
            @JsonUnwrapped @Nullable Add add) {
        /** Takes a copy. A report has no request id where no slot asked. */
        public Anomaly {
            add = add == null || add.requestId() == null ? null : add;
            accounts = List.copyOf(accounts);
        }

        /** The closed set of what can be wrong, the gravest first. */
        @EnumNaming(LowerCamelCaseStrategy.class)
        public enum Kind {
            /** Promised and not there. */
            LOST,
            /** An org whose add was promised and whose row is not there. */
            ORG_ROW_LOST,
            /** More than one subscription of an account in a room. */
            DUPLICATE,
            /** A room with members of another site whose rooms document does not say so. */
            NOT_CROSS_SITE,
            /** Bots of the set whose subscriptions do not say that they are of bots. */
            NOT_BOT,
            /** More than one row of an org in a room. */
            ORG_ROW_DUPLICATE,
            /** Refused and there all the same. */
            REFUSED_BUT_FOUND,
            /** There, and nobody asked for it. */
            UNEXPECTED,
            /** {@code userCount} is not what the subscriptions say. Only in reports of earlier releases: it is no anomaly any more. */
            MISCOUNTED
        }

        /**
         * The slot that asked for the accounts.
         *
         * @param slot its number
         * @param requestId its {@code X-Request-ID}
         * @param reply how its first stage ended, null when it was never closed
         * @param event how its event ended, null when none was waited for
         * @param result how its job result ended, null when none was waited for
         * @param streamSequence the sequence of its job in the stream of canonical jobs, null when it was not found there
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Add(
                long slot,
                String requestId,
                @Nullable ReplyOutcome reply,
                @Nullable EventOutcome event,
                @Nullable ResultOutcome result,
                @Nullable Long streamSequence) {
            public Add at(@Nullable Long sequence) {
                return new Add(slot, requestId, reply, event, result, sequence);
            }
        }
    }
}
