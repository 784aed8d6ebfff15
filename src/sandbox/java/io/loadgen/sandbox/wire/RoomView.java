package io.loadgen.sandbox.wire;

/**
 * A room as contract C shows it to a new member, its key included.
 *
 * <p>Immutable; any thread. Source: chat contract §13.3.
 *
 * @param siteId the room's site
 * @param name its name
 * @param userCount how many users it has
 * @param privateKey base64 of the key's 32 bytes
 * @param keyVersion the key's version, 0 first
 */
public record RoomView(String siteId, String name, long userCount, String privateKey, int keyVersion) {}
