package io.loadgen.audit;

import io.loadgen.measurement.AddLog;
import io.loadgen.measurement.LoggedAdd;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The slots of a log by their rooms: a counting sort, 4 bytes a slot for as long as the audit takes.
 *
 * <p>Immutable, as long as the log does not change; any thread.
 */
final class AddsByRoom {
    private final AddLog log;
    /** Where the slots of each room begin; one more entry for the end. */
    private final int[] starts;

    private final int[] slots;

    AddsByRoom(AddLog log, int rooms) {
        this.log = log;
        starts = new int[rooms + 1];
        log.forEach(slot -> starts[log.room(slot) + 1]++);
        for (int room = 0; room < rooms; room++) {
            starts[room + 1] += starts[room];
        }
        slots = new int[starts[rooms]];
        int[] next = starts.clone();
        log.forEach(slot -> slots[next[log.room(slot)]++] = Math.toIntExact(slot));
    }

    /** The slots of a room in the order of their numbers. */
    Stream<LoggedAdd> of(int room) {
        return Arrays.stream(slots, starts[room], starts[room + 1]).mapToObj(log::get);
    }
}
