package io.loadgen.contract;

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
        roomId = JsonText.orEmpty(roomId);
        siteId = JsonText.orEmpty(siteId);
    }
}
