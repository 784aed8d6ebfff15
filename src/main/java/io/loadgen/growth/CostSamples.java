package io.loadgen.growth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The adds that a law is sought in: the size of the room before each, and its time to the event. One thread at a time.
 */
public final class CostSamples {
    private static final double NANOS_PER_MILLI = 1e6;

    private int[] sizes = new int[1024];
    private double[] millis = new double[1024];
    private int count;

    /** No add yet. */
    public CostSamples() {}

    /**
     * Takes an add. All must add as many users.
     *
     * @param sizeBefore members of its room before it
     * @param nanos its time to the event
     */
    public void add(int sizeBefore, long nanos) {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
            millis = Arrays.copyOf(millis, 2 * count);
        }
        sizes[count] = sizeBefore;
        millis[count] = nanos / NANOS_PER_MILLI;
        count++;
    }

    int count() {
        return count;
    }

    int fromSize() {
        return Arrays.stream(sizes, 0, count).min().orElse(0);
    }

    int toSize() {
        return Arrays.stream(sizes, 0, count).max().orElse(0);
    }

    int size(int add) {
        return sizes[add];
    }

    double millis(int add) {
        return millis[add];
    }

    /** The adds by rising size, in groups as equal as may be; those of one size may be in two. */
    int[][] groups(int groups) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingInt(add -> sizes[add]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, groups)
                .mapToObj(group -> Arrays.copyOfRange(
                        order, (int) ((long) group * count / groups), (int) ((group + 1L) * count / groups)))
                .toArray(int[][]::new);
    }
}
