package io.loadgen.engine.arrivals;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.spec.SeededDraws;

/**
 * A Poisson process of which it is known how many arrivals each of two stretches has, the warm-up and what is measured: as many as equal
 * distances would give, so that rate, length and the candidates needed are those of the plan, whatever is drawn.
 *
 * <p>Given that there are <em>n</em> arrivals in a stretch of length <em>T</em>, the arrivals of a Poisson process are <em>n</em> ordered
 * uniform values, and those are distributed as <em>T</em> S<sub>i</sub> / S<sub>n+1</sub>, with S<sub>i</sub> the sum of the first
 * <em>i</em> of <em>n</em> + 1 independent exponential values (Devroye, "Non-Uniform Random Variate Generation", 1986, theorems V.2.1 to
 * V.2.3). Each exponential value is a pure function of the seed and the number of its slot. The sums at the beginning of every block of
 * {@value #BLOCK} slots are made once, so any instant costs {@value #BLOCK} logarithms at most; these are those of {@link StrictMath}, which
 * are the same on every machine.
 *
 * <p>Another intensity than a constant one is had by {@linkplain TimeChange another clock}.
 *
 * <p>Immutable, a quarter of a byte for each slot; any thread.
 */
public final class PoissonSchedule implements ArrivalSchedule {
    private static final int BLOCK = 32;

    private final Stretch warmup;
    private final Stretch measured;
    private final TimeChange clock;

    /**
     * Draws a process.
     *
     * @param seed decides it
     * @param warmupSlots arrivals of the first stretch
     * @param warmupNanos its length
     * @param slots arrivals of both
     * @param nanos length of both
     * @param clock by which the intensity is constant
     */
    public PoissonSchedule(long seed, long warmupSlots, long warmupNanos, long slots, long nanos, TimeChange clock) {
        this.clock = clock;
        double between = clock.operational((double) warmupNanos);
        warmup = new Stretch(SeededDraws.stream(seed, 1), 0, warmupSlots, 0, between);
        measured = new Stretch(
                SeededDraws.stream(seed, 2), warmupSlots, slots - warmupSlots, between, clock.operational((double)
                        nanos));
    }

    @Override
    public long nanosAt(long index) {
        return Math.round(clock.instant((index < measured.firstSlot ? warmup : measured).at(index)));
    }

    private static final class Stretch {
        private final long seed;
        private final long firstSlot;
        private final double from;
        private final double to;
        private final double sum;

        /** The sum of the exponential values before each block. */
        private final double[] sums;

        Stretch(long seed, long firstSlot, long slots, double from, double to) {
            this.seed = seed;
            this.firstSlot = firstSlot;
            this.from = from;
            this.to = to;
            sums = new double[Math.toIntExact(slots / BLOCK + 1)];
            double total = 0;
            for (long slot = 0; slot <= slots; slot++) {
                if (slot % BLOCK == 0) {
                    sums[(int) (slot / BLOCK)] = total;
                }
                total += exponential(slot);
            }
            sum = total;
        }

        /** Of the slot after the last it is the end. */
        double at(long index) {
            long slot = index - firstSlot;
            long block = slot / BLOCK;
            double reached = sums[(int) block];
            for (long each = block * BLOCK; each <= slot; each++) {
                reached += exponential(each);
            }
            return from + (to - from) * (reached / sum);
        }

        private double exponential(long slot) {
            return -StrictMath.log(SeededDraws.uniform(seed, slot));
        }
    }
}
