package io.loadgen.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fingerprint of what a run was to send when. Rooms, accounts and instants are a pure function of the specification, so the
 * fingerprint is that of its fields, but for those that only say how the run is watched and judged.
 */
public final class ScheduleHash {
    private static final Set<String> WATCHED_AND_JUDGED = Set.of(
            "slo",
            "abortOn",
            "replyTimeoutMillis",
            "eventTimeoutMillis",
            "maxOutstanding",
            "maxScheduleLagMillis",
            "observeHandoff",
            "bucketEdges");

    private ScheduleHash() {}

    public static String of(SpecEcho spec) {
        JsonNode fields = JsonMapper.shared().valueToTree(spec);
        TreeMap<String, String> schedule = new TreeMap<>();
        fields.properties().stream()
                .filter(field -> !WATCHED_AND_JUDGED.contains(field.getKey()))
                .forEach(field -> schedule.put(field.getKey(), field.getValue().toString()));
        return fingerprint(schedule.toString());
    }

    /** SHA-256, the first 16 hexadecimal digits. */
    public static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
