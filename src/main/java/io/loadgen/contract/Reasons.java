package io.loadgen.contract;

import java.util.Set;

/**
 * Makes labels of a closed set from what the services say, so that a metric's labels cannot grow without bound. Any thread.
 * Source: chat contract §4.2, §4.4, §5.
 */
final class Reasons {
    static final String UNREADABLE = "unreadable";
    static final String OTHER = "other";
    static final String SERVICE_BUSY = "service_busy";
    private static final String INTERNAL = "internal";
    private static final String UNAVAILABLE = "unavailable";
    private static final String NOT_ROOM_MEMBER = "not_room_member";
    private static final String NON_CHANNEL_OPERATION = "non_channel_operation";

    private static final Set<String> REASONS = Set.of(
            NOT_ROOM_MEMBER,
            NON_CHANNEL_OPERATION,
            "not_room_owner",
            "bot_in_channel",
            "bot_not_available",
            "invalid_org",
            "user_not_found",
            "max_room_size_reached",
            "request_id_required",
            "response_too_large");
    private static final Set<String> CODES = Set.of(
            "bad_request",
            "unauthenticated",
            "forbidden",
            "not_found",
            "conflict",
            "too_many_requests",
            UNAVAILABLE,
            INTERNAL);

    private Reasons() {}

    /** One rule serves every version: the reason, else the code, else the class of the text. */
    static String ofReply(String reason, String code, String text) {
        if (REASONS.contains(reason)) {
            return reason;
        }
        if (code.equals(UNAVAILABLE) && text.equals("service busy")) {
            return SERVICE_BUSY;
        }
        return CODES.contains(code) ? code : ofReplyText(text);
    }

    private static String ofReplyText(String text) {
        if (text.startsWith("requester not in room: ")) {
            // With any other ending the database failed, which says nothing of the membership.
            return text.endsWith(": subscription not found") ? NOT_ROOM_MEMBER : INTERNAL;
        }
        if (text.startsWith("room is at maximum capacity")) {
            return "max_room_size_reached";
        }
        if (text.startsWith("timeout listing members of channel ")) {
            return UNAVAILABLE;
        }
        if (text.startsWith("expand channels: ")) {
            return "channel_expansion";
        }
        return switch (text) {
            case "internal error" -> INTERNAL;
            case "invalid request: room ID mismatch" -> "room_id_mismatch";
            case "cannot add members to a non-channel room" -> NON_CHANNEL_OPERATION;
            case "only owners can add members to a restricted room" -> "not_room_owner";
            case "bots cannot be added to a channel" -> "bot_in_channel";
            case "only room members can list members" -> NOT_ROOM_MEMBER;
            default -> text.startsWith("invalid request: ") ? "invalid_request" : OTHER;
        };
    }

    /** The reason, else the class of the text, which tells more than the code, else the code. */
    static String ofResult(String reason, String code, String text) {
        if (REASONS.contains(reason)) {
            return reason;
        }
        if (text.startsWith("room key absent")) {
            return "room_key_absent";
        }
        if (text.startsWith("add-member only valid on channel rooms")) {
            return NON_CHANNEL_OPERATION;
        }
        if ((text.startsWith("user ") || text.startsWith("requester ")) && text.contains(" not found")) {
            return "user_not_found";
        }
        if (isTransient(text)) {
            return INTERNAL;
        }
        return CODES.contains(code) ? code : OTHER;
    }

    /** Whether the job is Nak'd. The code alone does not tell: an absent room key is {@code internal} and permanent. */
    static boolean isTransient(String text) {
        return text.equals("operation failed") || text.equals("internal error");
    }
}
