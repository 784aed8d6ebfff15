package io.loadgen.engine;

import io.loadgen.contract.MemberEventReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rooms of a run by their ids, for events that do not say of which request they are. Allocates nothing after construction.
 *
 * <p>Immutable; any thread.
 */
final class RoomIndex {
    static final int NOT_OURS = -1;

    private final byte[][] ids;

    /** Of each room its index plus one, at its hash or behind; less than half full. */
    private final int[] table;

    RoomIndex(List<String> roomIds) {
        ids = roomIds.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        table = new int[Integer.highestOneBit(Math.max(1, ids.length)) << 2];
        for (int room = 0; room < ids.length; room++) {
            int at = first(MemberEventReader.roomHash(ids[room], ids[room].length));
            while (table[at] != 0) {
                at = at + 1 & table.length - 1;
            }
            table[at] = room + 1;
        }
    }

    /** The index of the room of an event, or {@link #NOT_OURS}. */
    int roomOf(MemberEventReader event) {
        for (int at = first(event.roomHash()); table[at] != 0; at = at + 1 & table.length - 1) {
            int room = table[at] - 1;
            if (event.isRoom(ids[room])) {
                return room;
            }
        }
        return NOT_OURS;
    }

    private int first(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & table.length - 1;
    }
}
