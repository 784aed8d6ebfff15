package io.loadgen.reporting;

/**
 * The latencies of one signal, counted from one moment.
 *
 * @param signal E1, ack, handoff, E2 or E3
 * @param name the signal in words
 * @param basis {@code response}: from the intended send time; {@code service}: from the actual one
 * @param times how they are spread
 */
public record LatencyRow(String signal, String name, String basis, Spread times) {}
