package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.JsonText;

/**
 * How a job of room-worker ended. Contract A tells neither code nor reason.
 *
 * <p>Immutable; any thread. Source: chat contract §4.4.
 *
 * @param requestId the job's request id
 * @param operation {@code room.member.add}
 * @param status {@code ok} or {@code error}
 * @param roomId the room
 * @param error the text of the error, or empty
 * @param code its class, or empty
 * @param reason its cause, or empty
 * @param timestamp when it ended, epoch milliseconds
 */
public record AsyncJobResult(
        String requestId,
        String operation,
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String roomId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
        long timestamp) {
    /** Absent strings are empty. */
    public AsyncJobResult {
        requestId = JsonText.orEmpty(requestId);
        operation = JsonText.orEmpty(operation);
        status = JsonText.orEmpty(status);
        roomId = JsonText.orEmpty(roomId);
        error = JsonText.orEmpty(error);
        code = JsonText.orEmpty(code);
        reason = JsonText.orEmpty(reason);
    }
}
