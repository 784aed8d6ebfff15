package io.loadgen.contract;

import io.loadgen.sandbox.wire.ContractJson;

/**
 * A room whose members are to be added.
 *
 * <p>Immutable; any thread. Source: chat contract §4.1.
 *
 * @param roomId the source room
 * @param siteId its site
 */
public record ChannelRef(String roomId, String siteId) {
    /** Absent strings are empty. */
    public ChannelRef {
        roomId = ContractJson.orEmpty(roomId);
        siteId = ContractJson.orEmpty(siteId);
    }
}
