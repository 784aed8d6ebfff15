package io.loadgen.spec;

import java.util.List;

/** The percentiles of latencies that are shown, limited and compared, upwards: the one list of them. */
public enum Percentile {
    /** The median. */
    P50("p50", 0.5),
    /** Shown on pages, not in text. */
    P75("p75", 0.75),
    /** One in ten is slower. */
    P90("p90", 0.9),
    /** One in twenty is slower. */
    P95("p95", 0.95),
    /** One in a hundred is slower. */
    P99("p99", 0.99),
    /** One in a thousand is slower. */
    P99_9("p99.9", 0.999),
    /** Shown, but neither limited nor compared: it takes 10,000 samples to exist. */
    P99_99("p99.99", 0.9999);

    /** Those that a limit may name and that runs are compared by. */
    public static final List<Percentile> USUAL = List.of(P50, P75, P90, P95, P99, P99_9);

    private static final double ROUNDING = 1e-9;

    private final String label;
    private final double share;

    Percentile(String label, double share) {
        this.label = label;
        this.share = share;
    }

    /** How it is written: such as {@code p99.9}. */
    public String label() {
        return label;
    }

    /** What it stands for: the share of samples at or below it, 0 to 1. */
    public double share() {
        return share;
    }

    /**
     * Whether so many samples are enough for a percentile: one at least beyond it. With fewer it would be the maximum by another name.
     *
     * @param share the share of samples at or below it
     * @param samples how many there are
     * @return true when {@code samples (1 - share)} is 1 or more
     */
    public static boolean supports(double share, long samples) {
        return samples > 0 && samples * (1 - share) >= 1 - ROUNDING;
    }

    /**
     * How many samples a percentile takes at least.
     *
     * @param share the share of samples at or below it, below 1
     * @return the least number that {@link #supports} it
     */
    public static long samplesFor(double share) {
        long samples = (long) Math.ceil(1 / (1 - share) * (1 - ROUNDING));
        return supports(share, samples) ? samples : samples + 1;
    }
}
