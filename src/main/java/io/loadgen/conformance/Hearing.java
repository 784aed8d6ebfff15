package io.loadgen.conformance;

import io.loadgen.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which messages each step brought. A message belongs to the step whose request id it carries, or else to the last step begun in the room
 * that it names; what is nobody's is the platform's other traffic.
 *
 * <p>Told by the session's thread, waited for by the player.
 */
final class Hearing {
    private static final Pattern IN_BASE64 = Pattern.compile("\"(eyJ[A-Za-z0-9+/]+=*)\"");
    private static final String RESULT = ".response.";

    private final String prefix;
    private final Pattern ownRoom;
    private final Map<String, List<WireMessage>> byRequestId = new HashMap<>();
    private final Map<String, List<WireMessage>> byRoom = new HashMap<>();

    Hearing(String prefix) {
        this.prefix = prefix;
        this.ownRoom = Pattern.compile(Pattern.quote(prefix) + "r\\d{6}");
    }

    /** A step begins; what it brings comes into the list, which is read when nothing more can come. */
    synchronized List<WireMessage> begin(String requestId, String room) {
        List<WireMessage> messages = new ArrayList<>();
        byRoom.put(room, messages);
        if (!requestId.isEmpty()) {
            byRequestId.put(requestId, messages);
        }
        return messages;
    }

    synchronized void heard(WireMessage message) {
        List<WireMessage> messages = byRequestId.get(requestId(message));
        if (messages == null) {
            messages = byRoom.get(room(message));
        }
        if (messages != null) {
            messages.add(message);
            notifyAll();
        }
    }

    private static String requestId(WireMessage message) {
        return message.headers().getOrDefault(Headers.REQUEST_ID, List.of("")).getFirst();
    }

    private @Nullable String room(WireMessage message) {
        String text = message.subject() + ' ' + message.body();
        if (!text.contains(prefix)) {
            text = opened(message.body());
        }
        Matcher room = ownRoom.matcher(text);
        return room.find() ? room.group() : null;
    }

    /** What is in base64 within a body. */
    private static String opened(String body) {
        StringBuilder opened = new StringBuilder();
        Matcher base64 = IN_BASE64.matcher(body);
        while (base64.find()) {
            if (base64.group(1).length() % 4 == 0) {
                opened.append(new String(Base64.getDecoder().decode(base64.group(1)), StandardCharsets.UTF_8));
            }
        }
        return opened.toString();
    }

    /** Waits for so many job results, or for the job if none is waited for; false when they did not come in time. */
    synchronized boolean await(List<WireMessage> messages, int results, Duration atMost) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        while (!isComplete(messages, results)) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return false;
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos)));
        }
        return true;
    }

    private static boolean isComplete(List<WireMessage> messages, int results) {
        return results == 0
                ? !messages.isEmpty()
                : messages.stream()
                                .filter(message -> message.subject().contains(RESULT))
                                .count()
                        >= results;
    }

    /** What a step brought so far. */
    synchronized List<WireMessage> copy(List<WireMessage> messages) {
        return List.copyOf(messages);
    }
}
