package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * The parts of a request body that are the same for every add to one room, encoded once; of every shape.
 *
 * <p>Immutable; any thread. Source: chat contract §4.1.
 */
public final class AddTargetJson {
    private static final String HISTORY = ",\"history\":{\"mode\":\"all\"}";

    private final byte[] head;
    private final byte[] tail;
    private final boolean canonical;

    private AddTargetJson(String roomId, String tail, boolean canonical) {
        this.head = utf8("{\"roomId\":" + quoted(roomId));
        this.tail = utf8(HISTORY + tail);
        this.canonical = canonical;
    }

    /**
     * For requests to room-service.
     *
     * @param roomId the room to add to
     * @return its parts
     */
    public static AddTargetJson frontdoor(String roomId) {
        return new AddTargetJson(roomId, "}", false);
    }

    /**
     * For jobs published past room-service, with what it would have filled in.
     *
     * @param roomId the room to add to
     * @param requesterId the user id of the requester
     * @param requesterAccount the account of the requester
     * @return its parts
     */
    public static AddTargetJson canonical(String roomId, String requesterId, String requesterAccount) {
        String tail = ",\"requesterId\":" + quoted(requesterId) + ",\"requesterAccount\":" + quoted(requesterAccount)
                + ",\"timestamp\":";
        return new AddTargetJson(roomId, tail, true);
    }

    /** Up to the room, without the comma behind it. */
    byte[] head() {
        return head;
    }

    /** From the comma behind the lists on; up to the digits of the timestamp if it is canonical, else to the end. */
    byte[] tail() {
        return tail;
    }

    boolean isCanonical() {
        return canonical;
    }

    private static String quoted(String text) {
        return new String(JsonText.quoted(text), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
