package io.loadgen.sandbox;

import io.loadgen.sandbox.ChatRoom.RoomKey;
import org.jspecify.annotations.Nullable;

/** Where room-worker reads the key of a room. Any thread; may block. Source: chat contract §7.1. */
interface RoomKeys {
    /**
     * The room's key, or null when there is none.
     *
     * @throws JobFailedException when the key is malformed or cannot be read
     */
    @Nullable
    RoomKey read(ChatRoom room) throws JobFailedException;

    /** The keys that rooms documents hold. */
    static RoomKeys inDocuments() {
        return ChatRoom::key;
    }
}
