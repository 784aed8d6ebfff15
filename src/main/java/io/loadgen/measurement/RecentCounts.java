package io.loadgen.measurement;

/**
 * Counts what happened lately, so that it can still be counted in when its cause is found out a little later. Remembers about six
 * seconds, to a tenth of one.
 *
 * <p>One thread at a time. Nothing is allocated after construction.
 */
final class RecentCounts {
    private static final long BUCKET_NANOS = 100_000_000;
    private static final int BUCKETS = 64;

    private final long[] buckets = new long[BUCKETS];
    private final long[] counts = new long[BUCKETS];

    void add(long nowNanos) {
        long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
        int at = at(bucket);
        if (buckets[at] != bucket) {
            buckets[at] = bucket;
            counts[at] = 0;
        }
        counts[at]++;
    }

    /** What happened from an instant on, with the rest of its tenth of a second; it is forgotten then. */
    long takeSince(long instantNanos) {
        long first = Math.floorDiv(instantNanos, BUCKET_NANOS);
        long sum = 0;
        for (int at = 0; at < BUCKETS; at++) {
            if (buckets[at] - first >= 0) {
                sum += counts[at];
                counts[at] = 0;
            }
        }
        return sum;
    }

    private static int at(long bucket) {
        return (int) Math.floorMod(bucket, (long) BUCKETS);
    }
}
