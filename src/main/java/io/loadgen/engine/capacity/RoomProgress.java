package io.loadgen.engine.capacity;

import io.loadgen.result.RoomGrowth.RoomEnd;
import org.jspecify.annotations.Nullable;

/** How far one room of a closed-loop run has got. Owned by the generator's thread. */
final class RoomProgress {
    final int room;
    int size;

    /** Those that were sent; one that is sent again counts once. */
    long adds;

    boolean inFlight;

    /** What it does while room-service is busy. */
    final BusyBackOff backOff = new BusyBackOff();

    /** Why an add of it fails, in another's words; the first such word. */
    @Nullable
    String failure;

    /** The slot of that add. */
    long failedSlot;

    @Nullable
    RoomEnd end;

    /** When its next add is due, or its last one was. */
    long dueNanos;

    RoomProgress(int room, int size) {
        this.room = room;
        this.size = size;
    }

    /** The order in which adds are due; at the same instant, that of the rooms. */
    static int byDue(RoomProgress one, RoomProgress other) {
        int byInstant = Long.signum(one.dueNanos - other.dueNanos);
        return byInstant != 0 ? byInstant : Integer.compare(one.room, other.room);
    }
}
