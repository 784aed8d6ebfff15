package io.loadgen.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The distribution of the time that a simulated service takes for a message beyond its own work.
 *
 * <p>Immutable; any thread.
 */
public sealed interface ServiceTime {
    /**
     * Draws one time.
     *
     * @param random where chance comes from
     * @return nanoseconds, 0 or more
     */
    long drawNanos(RandomGenerator random);

    /** Nothing beyond the service's own work. */
    record None() implements ServiceTime {
        @Override
        public long drawNanos(RandomGenerator random) {
            return 0;
        }
    }

    /**
     * Always the same.
     *
     * @param time how long, 0 or more
     */
    record Constant(Duration time) implements ServiceTime {
        /** Checks the time. */
        public Constant {
            check("time", time);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return time.toNanos();
        }
    }

    /**
     * A time whose logarithm is normally distributed.
     *
     * @param median half of the times are shorter, 0 or more
     * @param sigma standard deviation of the natural logarithm, 0 or more
     */
    record Lognormal(Duration median, double sigma) implements ServiceTime {
        /** Checks the parameters. */
        public Lognormal {
            check("median", median);
            if (!(sigma >= 0)) {
                throw new IllegalArgumentException("sigma must be 0 or more, was " + sigma);
            }
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return (long) (median.toNanos() * Math.exp(sigma * random.nextGaussian()));
        }
    }

    /**
     * One of two times.
     *
     * @param usual the usual time, 0 or more
     * @param rare the other, 0 or more
     * @param rareShare how much of all takes the other, 0 to 1
     */
    record Bimodal(Duration usual, Duration rare, double rareShare) implements ServiceTime {
        /** Checks the parameters. */
        public Bimodal {
            check("usual", usual);
            check("rare", rare);
            if (!(rareShare >= 0 && rareShare <= 1)) {
                throw new IllegalArgumentException("rareShare must be 0 to 1, was " + rareShare);
            }
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return (random.nextDouble() < rareShare ? rare : usual).toNanos();
        }
    }

    private static void check(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " must be 0 or more, was " + time);
        }
    }
}
