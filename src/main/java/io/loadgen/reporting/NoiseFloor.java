package io.loadgen.reporting;

import java.util.List;

/**
 * How far a run may lie from a baseline without a change of the system under test, as a share. What lies within it is called no
 * difference, however sure its direction is: the seconds of one run do not tell how runs differ.
 */
final class NoiseFloor {
    /** Where the baseline was run less than {@link #LEAST_RUNS} times. */
    static final double ASSUMED = 0.05;

    /** Fewer runs do not tell how far apart runs are. */
    static final int LEAST_RUNS = 3;

    private NoiseFloor() {}

    /**
     * Of repeated runs: where the next one lies in 95 of 100 cases, if nothing changed (prediction interval of Student's t on the
     * logarithms). Of fewer than {@value #LEAST_RUNS}: the assumed share, or their difference if that is more.
     */
    static double of(List<Double> repeatedMillis) {
        List<Double> logs = repeatedMillis.stream().map(Math::log).toList();
        double mean = logs.stream().mapToDouble(log -> log).average().orElse(0);
        if (repeatedMillis.size() < LEAST_RUNS) {
            double apart = logs.stream()
                    .mapToDouble(log -> 2 * Math.abs(log - mean))
                    .max()
                    .orElse(0);
            return Math.max(ASSUMED, Math.expm1(apart));
        }
        int runs = logs.size();
        double squares =
                logs.stream().mapToDouble(log -> (log - mean) * (log - mean)).sum();
        double deviation = Math.sqrt(squares / (runs - 1));
        return Math.expm1(student(runs - 1) * deviation * Math.sqrt(1 + 1.0 / runs));
    }

    /** Student's 97.5 % point. */
    private static double student(int degrees) {
        return switch (degrees) {
            case 2 -> 4.303;
            case 3 -> 3.182;
            default -> 1.959964 * JointIntervals.studentOverNormal(degrees);
        };
    }
}
