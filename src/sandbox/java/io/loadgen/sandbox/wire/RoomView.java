package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A room as contract C shows it to a new member, its key included.
 *
 * <p>Immutable; any thread. Source: chat contract §13.3.
 *
 * @param siteId the room's site
 * @param name its name
 * @param userCount how many users it has
 * @param appCount how many bots it has; left out where it has none
 * @param privateKey base64 of the key's 32 bytes
 * @param keyVersion the key's version, 0 first
 * @param crossSite whether it has members on other sites; left out where it has none
 */
public record RoomView(
        String siteId,
        String name,
        long userCount,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long appCount,
        String privateKey,
        int keyVersion,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean crossSite) {}
