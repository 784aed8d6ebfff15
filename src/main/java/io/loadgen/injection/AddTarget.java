package io.loadgen.injection;

/**
 * One room that members are added to, and in whose name.
 *
 * <p>Immutable; any thread.
 *
 * @param roomId the room
 * @param requesterId the user id of the requester, who is a member (an owner) of the room
 * @param requesterAccount the account of the requester
 */
public record AddTarget(String roomId, String requesterId, String requesterAccount) {}
