package io.loadgen.result;

/**
 * The latency at or below which a share of all samples lies, as far as the samples tell: it is at least {@code lowerNanos} and at most
 * {@code upperNanos}. Both agree unless losses, of which only the wait is known, take part in the rank.
 *
 * @param share the share, above 0, at most 1
 * @param lowerNanos the latency if every loss had come at the very end of its wait, nanoseconds
 * @param upperNanos the latency if no loss had ever come, nanoseconds; {@link #UNBOUNDED} where the rank falls among losses then
 */
public record Quantile(double share, long lowerNanos, long upperNanos) {
    /** In place of an upper bound where there is none. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * Whether the latency may be of any length above the lower bound.
     *
     * @return true where there is no upper bound
     */
    public boolean isUnbounded() {
        return upperNanos == UNBOUNDED;
    }

    /**
     * Whether the latency is known.
     *
     * @return true where both bounds agree
     */
    public boolean isExact() {
        return lowerNanos == upperNanos;
    }
}
