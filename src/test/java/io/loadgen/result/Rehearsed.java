package io.loadgen.result;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import org.HdrHistogram.Histogram;

/** What rehearsals found. */
public final class Rehearsed {
    private Rehearsed() {}

    /** A steady one at 200/s, whose floor is between 0.1 ms and so much. */
    public static RehearsalFigures steady(String run, double greatestMillis) {
        return rehearsed(run, greatestMillis, true);
    }

    /** The same of one that was still changing. */
    public static RehearsalFigures changing(String run) {
        return rehearsed(run, 1, false);
    }

    private static RehearsalFigures rehearsed(String run, double greatestMillis, boolean steady) {
        Histogram floor = LatencyDistribution.newHistogram();
        for (int sample = 1; sample <= 600; sample++) {
            floor.recordValue(Math.round(1e5 + (greatestMillis * 1e6 - 1e5) * sample / 600));
        }
        LatencySummary summary = LatencySummary.of(LatencyDistribution.observed(floor));
        return new RehearsalFigures(run, 200, 200, 4, steady, summary, 0.021, 148.2);
    }
}
