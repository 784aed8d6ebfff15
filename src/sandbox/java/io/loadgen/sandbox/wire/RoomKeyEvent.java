package io.loadgen.sandbox.wire;

/**
 * Gives a new member the room's key.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param roomId the room
 * @param version the key's version, 0 first
 * @param privateKey base64 of the key's 32 bytes
 * @param timestamp when the event was made, epoch milliseconds
 */
public record RoomKeyEvent(String roomId, int version, String privateKey, long timestamp) {}
