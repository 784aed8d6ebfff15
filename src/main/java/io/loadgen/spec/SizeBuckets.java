package io.loadgen.spec;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A partition of room sizes. Bucket <em>i</em> holds the sizes from its edge up to, and without, the next; sizes outside belong
 * to the first or to the last bucket.
 *
 * <p>Immutable; any thread.
 */
public final class SizeBuckets {
    /** Each bucket has histograms of its own, up to some 200 KiB each. */
    public static final int MOST = 100;

    private final int[] edges;

    private SizeBuckets(int[] edges) {
        this.edges = edges;
    }

    /**
     * Buckets of the same width, as far as whole members allow.
     *
     * @param fromSize the least size
     * @param toSize the end, above {@code fromSize}
     * @param count how many, 1 or more; narrow ranges have fewer
     * @return the buckets
     */
    public static SizeBuckets equal(int fromSize, int toSize, int count) {
        List<Integer> inner = IntStream.range(1, count)
                .mapToObj(i -> fromSize + (int) Math.round((double) i * (toSize - fromSize) / count))
                .filter(edge -> edge > fromSize && edge < toSize)
                .toList();
        return between(fromSize, toSize, List.copyOf(new TreeSet<>(inner)));
    }

    /**
     * Buckets with edges of one's own.
     *
     * @param fromSize the least size
     * @param toSize the end
     * @param inner the sizes at which a further bucket begins, rising, all above {@code fromSize} and below {@code toSize}
     * @return one bucket more than there are inner edges
     */
    public static SizeBuckets between(int fromSize, int toSize, List<Integer> inner) {
        int[] edges = IntStream.concat(
                        IntStream.of(fromSize),
                        IntStream.concat(inner.stream().mapToInt(Integer::intValue), IntStream.of(toSize)))
                .toArray();
        for (int i = 1; i < edges.length; i++) {
            if (edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException("edges must rise, were " + Arrays.toString(edges));
            }
        }
        if (edges.length - 1 > MOST) {
            throw new IllegalArgumentException(
                    "there must be at most " + MOST + " buckets, were " + (edges.length - 1));
        }
        return new SizeBuckets(edges);
    }

    /** How many buckets there are: 1 or more. */
    public int count() {
        return edges.length - 1;
    }

    /**
     * Where a bucket begins.
     *
     * @param bucket its number, from 0
     * @return the least size in it
     */
    public int fromSize(int bucket) {
        return edges[bucket];
    }

    /**
     * Where a bucket ends.
     *
     * @param bucket its number, from 0
     * @return the least size above it
     */
    public int toSize(int bucket) {
        return edges[bucket + 1];
    }

    /**
     * The bucket of a room size.
     *
     * @param size members of a room
     * @return its number, from 0
     */
    public int of(int size) {
        int found = Arrays.binarySearch(edges, size);
        int bucket = found >= 0 ? found : -found - 2;
        return Math.max(0, Math.min(bucket, count() - 1));
    }
}
