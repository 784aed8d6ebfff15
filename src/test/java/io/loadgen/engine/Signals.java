package io.loadgen.engine;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the services would answer, written by hand from the contract. */
public final class Signals {
    public static final byte[] ACCEPTED = bytes("{\"status\":\"accepted\"}");
    private static final Pattern ROOM = Pattern.compile("\"roomId\":(\"[^\"]+\")");
    private static final Pattern USERS = Pattern.compile("\"users\":(\\[[^]]*])");

    private Signals() {}

    public static byte[] event(RecordingSession.Sent sent) {
        String body = new String(sent.body(), StandardCharsets.UTF_8);
        return event(found(ROOM, body), found(USERS, body));
    }

    static byte[] event(String quotedRoom, String accounts) {
        return bytes("{\"type\":\"member_added\",\"roomId\":" + quotedRoom + ",\"roomName\":\"r\",\"accounts\":"
                + accounts + ",\"siteId\":\"site-local\",\"joinedAt\":1,\"timestamp\":2}");
    }

    public static byte[] ok() {
        return bytes("{\"requestId\":\"x\",\"operation\":\"room.member.add\",\"status\":\"ok\",\"timestamp\":1}");
    }

    static byte[] error(String text) {
        return bytes("{\"requestId\":\"x\",\"operation\":\"room.member.add\",\"status\":\"error\",\"error\":\"" + text
                + "\",\"timestamp\":1}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " is not in " + body);
        }
        return matcher.group(1);
    }
}
