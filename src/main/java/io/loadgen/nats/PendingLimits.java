package io.loadgen.nats;

/**
 * How many messages may wait for the collector before the client drops any, and says so. They follow the heap: far too many is a
 * number that can be reported, too little memory ends the process.
 *
 * @param messages the most messages
 * @param bytes the most bytes as the client counts them: subject, headers and payload
 */
record PendingLimits(long messages, long bytes) {
    /** Part of the heap that waiting messages may take, one in so many. */
    static final int HEAP_PARTS = 8;

    /**
     * What a message takes of the heap beside the bytes that the client counts: objects for itself, its subject and its place in the
     * queue, and the maps and lists of its headers. Measured: 700 bytes with one header, 195 without; more where the heap is so large
     * that references take 8 bytes.
     */
    static final long OVERHEAD_BYTES = 1_000;

    /** Half of the part for what the client counts, half for what it does not. */
    static PendingLimits ofHeap(long maxHeapBytes) {
        long half = maxHeapBytes / HEAP_PARTS / 2;
        return new PendingLimits(Math.max(1, half / OVERHEAD_BYTES), Math.max(1, half));
    }
}
