package io.loadgen.nats;

import io.loadgen.contract.ForeignText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what JetStream answers to a publish. An ack is told by its first bytes, without reading on; only a refusal is parsed.
 */
final class PubAcks {
    private static final byte[] STORED = "{\"stream\":".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = new JsonMapper();

    private PubAcks() {}

    /** Why the stream refused a message, or null if it stored it. */
    static @Nullable String refusal(byte[] answer) {
        if (answer.length >= STORED.length && Arrays.equals(STORED, 0, STORED.length, answer, 0, STORED.length)) {
            return null;
        }
        try {
            JsonNode description = JSON.readTree(answer).at("/error/description");
            return description.isString() ? ForeignText.capped(description.stringValue()) : "unreadable ack";
        } catch (JacksonException unreadable) {
            return "unreadable ack";
        }
    }
}
