package io.loadgen.engine.memory;

/**
 * What one part of a request needs of the heap.
 *
 * @param of what is kept there, in words
 * @param field the field of the request that says how much of it there is
 * @param value what that field holds, or what it comes to
 * @param bytes how much
 */
public record HeapShare(String of, String field, String value, long bytes) {}
