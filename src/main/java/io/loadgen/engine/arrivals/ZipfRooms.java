package io.loadgen.engine.arrivals;

import io.loadgen.spec.SeededDraws;
import java.util.Arrays;
import java.util.function.LongToIntFunction;
import org.apache.commons.statistics.distribution.ZipfDistribution;

/**
 * The room of each slot by Zipf's law, the first room most often: the inverse of the distribution function at a value drawn for the slot.
 *
 * <p>Immutable; any thread; allocates nothing after construction.
 */
public final class ZipfRooms implements LongToIntFunction {
    private final long seed;

    /** The probability of each room and those before it. */
    private final double[] cumulative;

    /**
     * A law.
     *
     * @param seed decides what is drawn
     * @param rooms how many
     * @param exponent of the law
     */
    public ZipfRooms(long seed, int rooms, double exponent) {
        this.seed = SeededDraws.stream(seed, 4);
        ZipfDistribution law = ZipfDistribution.of(rooms, exponent);
        cumulative = new double[rooms];
        double sum = 0;
        for (int room = 0; room < rooms; room++) {
            sum += law.probability(room + 1);
            cumulative[room] = sum;
        }
    }

    @Override
    public int applyAsInt(long slot) {
        int found = Arrays.binarySearch(cumulative, SeededDraws.uniform(seed, slot));
        return Math.min(found >= 0 ? found : -found - 1, cumulative.length - 1);
    }
}
