package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.verdict.BacklogSlope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * A room-worker on a clock of numbers: jobs in a row, so many at a time, each with a service time of its own. Its capacity is parallelism ÷
 * mean service time, and known.
 */
final class SimulatedWorker {
    private static final double WARMUP = 2;
    private static final double LENGTH = 10;
    private static final double LIMIT = 1;
    private static final double WIDTH = 0.05;

    private final int parallelism;
    private final DoubleSupplier service;

    private SimulatedWorker(int parallelism, DoubleSupplier service) {
        this.parallelism = parallelism;
        this.service = service;
    }

    static SimulatedWorker constant(double capacity, int parallelism) {
        return new SimulatedWorker(parallelism, () -> parallelism / capacity);
    }

    static SimulatedWorker lognormal(double capacity, int parallelism, double sigma, Random random) {
        double mean = parallelism / capacity;
        double mu = Math.log(mean) - sigma * sigma / 2;
        return new SimulatedWorker(parallelism, () -> Math.exp(mu + sigma * random.nextGaussian()));
    }

    /** A trial as the run makes it, judged by p99 and by the growth of what is under way. */
    Outcome trial(TrialPlan.Step step) {
        double length = WARMUP + LENGTH * step.lengths();
        double rate = step.ratePerSecond();
        int slots = (int) (length * rate);
        int warm = (int) Math.ceil(WARMUP * rate);
        double[] ends = SimulatedStation.ends(parallelism, rate, slots, service);
        double[] waits = new double[slots - warm];
        for (int slot = warm; slot < slots; slot++) {
            waits[slot - warm] = ends[slot] - slot / rate;
        }
        Arrays.sort(waits);
        boolean late = waits[(int) Math.ceil(waits.length * 0.99) - 1] > LIMIT;
        double slope = BacklogSlope.of(outstanding(rate, slots, length, ends)).orElseThrow();
        boolean grows = slope > BacklogSlope.greatest(rate, WIDTH, length - WARMUP);
        return late || grows ? Outcome.BAD : Outcome.GOOD;
    }

    private static List<Long> outstanding(double rate, int slots, double length, double[] ends) {
        List<Long> open = new ArrayList<>();
        for (double second = WARMUP + 1; second <= length; second++) {
            double at = second;
            long due = Math.min(slots, (long) Math.ceil(at * rate));
            open.add(due - Arrays.stream(ends).filter(end -> end <= at).count());
        }
        return open;
    }
}
