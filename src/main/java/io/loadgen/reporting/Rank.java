package io.loadgen.reporting;

import java.util.List;

/**
 * A percentile that is compared.
 *
 * @param name such as {@code p99}
 * @param share the share of samples at or below it
 */
record Rank(String name, double share) {
    /** Upwards. */
    static final List<Rank> ALL = List.of(
            new Rank("p50", 0.5),
            new Rank("p75", 0.75),
            new Rank("p90", 0.9),
            new Rank("p95", 0.95),
            new Rank("p99", 0.99),
            new Rank("p99.9", 0.999));

    /** Fewer samples beyond a percentile do not tell where it is. */
    static final int LEAST_BEYOND = 20;

    /** The name as a key of a database, where no dot is welcome. */
    String key() {
        return name.replace('.', '_');
    }

    boolean isToldBy(long samples) {
        return samples * (1 - share) >= LEAST_BEYOND - 1e-6;
    }
}
