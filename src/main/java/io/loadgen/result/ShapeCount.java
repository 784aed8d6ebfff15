package io.loadgen.result;

/**
 * How many requests of one shape there were.
 *
 * <p>Immutable; any thread.
 *
 * @param sent slots sent
 * @param events of them closed with their event
 */
public record ShapeCount(long sent, long events) {}
