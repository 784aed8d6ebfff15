package io.loadgen.nats;

import io.loadgen.contract.ForeignText;
import java.nio.charset.StandardCharsets;
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
        if (startsWith(answer, STORED)) {
            return null;
        }
        try {
            JsonNode description = JSON.readTree(answer).at("/error/description");
            return description.isString() ? ForeignText.capped(description.stringValue()) : "unreadable ack";
        } catch (JacksonException unreadable) {
            return "unreadable ack";
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
