package io.loadgen.verdict;

import io.loadgen.result.Measurements;
import io.loadgen.result.Phase;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast what is under way grows: the slope of the straight line that fits the requests open at the end of each measured second best. A
 * rate of which more and more is under way does not hold, however generous the limits are for a short while. Pure; any thread.
 */
public final class BacklogSlope {
    /** Through fewer points any line fits. */
    private static final int LEAST_SECONDS = 3;

    /** So many requests more may be chance at any rate. */
    private static final double LEAST_GROWTH = 5;

    /** Seconds; the last request is due a little before the end. */
    private static final double NEARLY = 0.05;

    private static final double NANOS_PER_SECOND = 1e9;

    private BacklogSlope() {}

    /**
     * That of a window.
     *
     * @param measured what it measured
     * @return requests a second; empty where it has fewer than three whole measured seconds
     */
    public static OptionalDouble of(Measurements measured) {
        long whole = (long) ((measured.measuredFromNanos() + measured.measuredNanos()) / NANOS_PER_SECOND + NEARLY);
        return of(measured.timeline().stream()
                .filter(second -> second.phase() == Phase.MEASURED && second.second() < whole)
                .map(second -> second.outstanding())
                .toList());
    }

    /**
     * That of a row of counts.
     *
     * @param outstanding requests open at the end of each second
     * @return requests a second; empty with fewer than three
     */
    public static OptionalDouble of(List<Long> outstanding) {
        int count = outstanding.size();
        if (count < LEAST_SECONDS) {
            return OptionalDouble.empty();
        }
        double middle = (count - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int at = 0; at < count; at++) {
            products += (at - middle) * outstanding.get(at);
            squares += (at - middle) * (at - middle);
        }
        return OptionalDouble.of(products / squares);
    }

    /**
     * The greatest slope at which a rate still counts as held: half of what a bracket leaves open, and so much that a few requests more at the
     * end than at the start say nothing.
     *
     * @param ratePerSecond the rate
     * @param width how closely it is looked for
     * @param seconds how long was measured
     * @return requests a second
     */
    public static double greatest(double ratePerSecond, double width, double seconds) {
        return Math.max(width / 2 * ratePerSecond, LEAST_GROWTH / seconds);
    }
}
