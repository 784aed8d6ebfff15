package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

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
        /** More than one row of an org in a room. */
        ORG_ROW_DUPLICATE,
        /** Refused and there all the same. */
        REFUSED_BUT_FOUND,
        /** There, and nobody asked for it. */
        UNEXPECTED,
        /** {@code userCount} is not what the subscriptions say. */
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
