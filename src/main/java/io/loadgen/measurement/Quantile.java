package io.loadgen.measurement;

/**
 * A latency below which a given share of all samples lies.
 *
 * @param share the share, 0 to 1
 * @param nanos the latency in nanoseconds
 * @param beyond true when the rank falls among samples that were never seen to end: the latency is then longer than
 *     {@code nanos}, by an unknown amount
 */
public record Quantile(double share, long nanos, boolean beyond) {}
