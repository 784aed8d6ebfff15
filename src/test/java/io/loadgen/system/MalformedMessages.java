package io.loadgen.system;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/** Messages that nobody of the platform would send, by a seed. None is a genuine signal of a request. */
final class MalformedMessages {
    private static final String[] BODIES = {
        "",
        "{",
        "}",
        "[]",
        "null",
        "true",
        "{}",
        "{\"type\":",
        "{\"type\":\"member_added\"",
        "{\"type\":5,\"roomId\":[]}",
        "{\"operation\":\"room.member.add\",\"status\":",
        "{\"operation\":7,\"status\":{}}",
        "{\"status\":\"accepted\"",
        "{\"error\":{\"error\":{}}}",
        "\"",
        "{\"a\":\"\\u\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"type\":\"member_added\",\"accounts\":[[[",
        "{\"accounts\":[" + "\"a\",".repeat(500) + "]}",
        "[".repeat(3_000),
        "{\"x\":".repeat(3_000),
        "1e999",
        "-",
        "\u0000"
    };
    private final SplittableRandom random;
    private final String genuineId;

    /** Some carry the id of a genuine request, or one that is nearly it. */
    MalformedMessages(long seed, String genuineId) {
        this.random = new SplittableRandom(seed);
        this.genuineId = genuineId;
    }

    byte[] body() {
        return switch (random.nextInt(4)) {
            case 0 -> noise(random.nextInt(200));
            case 1 -> noise(random.nextInt(20_000));
            default -> BODIES[random.nextInt(BODIES.length)].getBytes(StandardCharsets.UTF_8);
        };
    }

    /** A head with a request id of some kind, or none. */
    byte[] head(boolean mayBeGenuine) {
        return switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> head("X-Request-ID: " + spoilt());
            case 2 -> head("X-Request-ID: " + (mayBeGenuine ? genuineId : spoilt()));
            case 3 -> head("X-Request-ID:");
            case 4 -> head("x-request-id: " + genuineId.toUpperCase(Locale.ROOT));
            default -> head("Other: 1\r\nX-Request-ID: " + spoilt() + "\r\nX-Request-ID: " + spoilt());
        };
    }

    private String spoilt() {
        return switch (random.nextInt(6)) {
            case 0 -> genuineId.substring(0, random.nextInt(1, genuineId.length()));
            case 1 -> genuineId + "0";
            case 2 -> genuineId.replace('-', '_');
            case 3 -> "00000000-0000-8000-8000-" + String.format("%012x", random.nextLong(1L << 48));
            case 4 -> "z".repeat(36);
            default -> "x".repeat(random.nextInt(1, 5_000));
        };
    }

    /** A token as it may stand in a subject. */
    String token() {
        return switch (random.nextInt(4)) {
            case 0 -> "x";
            case 1 -> Long.toHexString(random.nextLong());
            case 2 -> "w".repeat(13);
            default -> "\u00fc".repeat(random.nextInt(1, 20));
        };
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] head(String lines) {
        return ("NATS/1.0\r\n" + lines + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
