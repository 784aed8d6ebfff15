package io.loadgen.engine.memory;

/**
 * What one part of a request needs.
 *
 * @param of what is kept there, in words
 * @param field the field of the request that says how much of it there is
 * @param value what that field holds, or what it comes to
 * @param heapBytes how much of the heap
 * @param diskBytes how much of the disk
 */
public record MemoryShare(String of, String field, String value, long heapBytes, long diskBytes) {
    static MemoryShare ofHeap(String of, String field, String value, long bytes) {
        return new MemoryShare(of, field, value, bytes, 0);
    }
}
