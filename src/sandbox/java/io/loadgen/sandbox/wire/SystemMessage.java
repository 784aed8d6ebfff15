package io.loadgen.sandbox.wire;

/**
 * The message that tells a room of its new members.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param id see {@link io.loadgen.contract.SystemMessageIds}
 * @param roomId the room
 * @param userId the requester's user id
 * @param userAccount the requester's account
 * @param content the text for people
 * @param createdAt when the request was accepted, RFC 3339
 * @param type {@code members_added}
 * @param sysMsgData base64 of {@link SystemMessageData}
 */
public record SystemMessage(
        String id,
        String roomId,
        String userId,
        String userAccount,
        String content,
        String createdAt,
        String type,
        String sysMsgData) {}
