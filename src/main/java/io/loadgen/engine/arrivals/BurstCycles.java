package io.loadgen.engine.arrivals;

import io.loadgen.spec.Arrivals;
import io.loadgen.spec.SeededDraws;

/**
 * The clock of bursts: in each cycle it is fast for the length of a burst, at a moment drawn for that cycle, and slow before and after, so
 * that every cycle is as long by either clock.
 */
public final class BurstCycles implements TimeChange {
    private final long seed;
    private final double fast;
    private final double slow;
    private final double burst;
    private final double cycle;

    /**
     * Draws bursts.
     *
     * @param seed decides when they are
     * @param bursts how strong, how long and how often
     */
    public BurstCycles(long seed, Arrivals.Bursts bursts) {
        this.seed = SeededDraws.stream(seed, 3);
        fast = bursts.factor();
        burst = bursts.length().toNanos();
        cycle = bursts.every().toNanos();
        slow = Math.max(0, (cycle - fast * burst) / (cycle - burst));
    }

    @Override
    public double operational(double nanos) {
        double number = Math.floor(nanos / cycle);
        double into = nanos - number * cycle;
        double begin = begin(number);
        double before = Math.min(into, begin);
        double within = Math.clamp(into - begin, 0, burst);
        return number * cycle + slow * before + fast * within + slow * Math.max(0, into - begin - burst);
    }

    @Override
    public double instant(double operational) {
        double number = Math.floor(operational / cycle);
        double into = operational - number * cycle;
        return number * cycle + Math.min(cycle, within(into, begin(number)));
    }

    /** Each piece ends where the next begins, whatever is rounded. */
    private double within(double into, double begin) {
        double before = slow * begin;
        if (into < before) {
            return Math.min(begin, into / slow);
        }
        double fastPart = into - before;
        if (fastPart < fast * burst || slow == 0) {
            return Math.min(begin + burst, begin + fastPart / fast);
        }
        return begin + burst + (fastPart - fast * burst) / slow;
    }

    /** When the burst of a cycle begins in it. */
    private double begin(double number) {
        return SeededDraws.uniform(seed, (long) number) * (cycle - burst);
    }
}
