package io.loadgen.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fingerprint of what a run was to send when: of all that {@linkplain RunSpec#schedule decides} it, and of nothing that only
 * says how the run is watched and judged.
 */
public final class ScheduleHash {
    private ScheduleHash() {}

    public static String of(RunSpec spec) {
        TreeMap<String, String> schedule = new TreeMap<>();
        spec.schedule().forEach((name, value) -> {
            switch (value) {
                // With the unit, as in the first reports: a fingerprint holds for good.
                case Duration time -> schedule.put(name + "Millis", Long.toString(time.toMillis()));
                case Double rate -> schedule.put(name + "PerSecond", rate.toString());
                default -> schedule.put(name, JsonMapper.shared().writeValueAsString(value));
            }
        });
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
