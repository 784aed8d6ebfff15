package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.JsonText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reply of room-service to a request that it refused. Contract A sends the text only.
 *
 * <p>Immutable; any thread. Source: chat contract §4.2.
 *
 * @param code one of a few classes, or empty
 * @param reason the cause, or empty
 * @param error the text for people
 * @param metadata figures of the cause
 */
public record ErrorReply(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
        String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata) {
    /** Absent fields are empty. */
    public ErrorReply {
        code = JsonText.orEmpty(code);
        reason = JsonText.orEmpty(reason);
        error = JsonText.orEmpty(error);
        metadata = metadata == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
}
