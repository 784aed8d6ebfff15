package io.loadgen.engine.search.method;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
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
        double[] ends = ends(
                places, ratePerSecond, (int) (ratePerSecond * seconds), () -> serviceSeconds.applyAsDouble(random));
        return IntStream.range(0, ends.length)
                .mapToDouble(request -> ends[request] - request / ratePerSecond)
                .toArray();
    }

    /** When each ends, in seconds from the first. */
    static double[] ends(int places, double ratePerSecond, int requests, DoubleSupplier service) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        IntStream.range(0, places).forEach(place -> free.add(0.0));
        return IntStream.range(0, requests)
                .mapToDouble(request -> {
                    double end = Math.max(request / ratePerSecond, free.remove()) + service.getAsDouble();
                    free.add(end);
                    return end;
                })
                .toArray();
    }
}
