package io.loadgen.engine.search.method;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A station with so many places and a service time of its own, by discrete events: first come, first served, evenly sent requests, an empty
 * queue at the start.
 *
 * @param places jobs at once
 * @param serviceSeconds draws the time of one
 */
record SimulatedStation(int places, ToDoubleFunction<SplittableRandom> serviceSeconds) {
    static SimulatedStation constant(int places, double capacityPerSecond) {
        double time = places / capacityPerSecond;
        return new SimulatedStation(places, random -> time);
    }

    static SimulatedStation lognormal(int places, double capacityPerSecond, double sigma) {
        double time = places / capacityPerSecond;
        return new SimulatedStation(
                places, random -> time * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2));
    }

    TrialFigures trial(double ratePerSecond, double seconds, SplittableRandom random) {
        double[] times = times(ratePerSecond, seconds, random);
        double mean = Arrays.stream(times).average().orElseThrow();
        double variance = Arrays.stream(times)
                .map(time -> (time - mean) * (time - mean))
                .average()
                .orElseThrow();
        return new TrialFigures(ratePerSecond, seconds, mean, Math.sqrt(variance), 0);
    }

    /** From the moment at which each was due to its end. */
    double[] times(double ratePerSecond, double seconds, SplittableRandom random) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        IntStream.range(0, places).forEach(place -> free.add(0.0));
        return IntStream.range(0, (int) (ratePerSecond * seconds))
                .mapToDouble(request -> {
                    double due = request / ratePerSecond;
                    double end = Math.max(due, free.remove()) + serviceSeconds.applyAsDouble(random);
                    free.add(end);
                    return end - due;
                })
                .toArray();
    }
}
