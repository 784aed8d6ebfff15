package io.loadgen.result;

import java.util.OptionalLong;

/**
 * One add of a capacity run. Latencies are response times; one that is not there did not come, or not in time.
 *
 * <p>Immutable; any thread.
 *
 * @param dueNanos when it was due, since the start of the run
 * @param room the number of the room
 * @param sizeBefore members of the room before it
 * @param usersAdded how many it had to add
 * @param kind what kind of add it was
 * @param firstNanos E1, or the ack in canonical mode
 * @param eventNanos E2
 * @param resultNanos E3
 */
public record CapacitySample(
        long dueNanos,
        int room,
        int sizeBefore,
        int usersAdded,
        AddKind kind,
        OptionalLong firstNanos,
        OptionalLong eventNanos,
        OptionalLong resultNanos) {}
