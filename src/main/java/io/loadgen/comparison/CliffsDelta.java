package io.loadgen.comparison;

import java.util.Iterator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * How often a sample of one side is longer than one of the other (Cliff, Psychological Bulletin 114, 1993), and that in words. Pure.
 */
final class CliffsDelta {
    private CliffsDelta() {}

    /** The share of pairs in which the later one's is longer, less that in which it is shorter. */
    static double of(Histogram earlier, Histogram later) {
        Iterator<HistogramIterationValue> values = earlier.recordedValues().iterator();
        HistogramIterationValue next = next(values);
        double below = 0;
        double sum = 0;
        for (HistogramIterationValue value : later.recordedValues()) {
            while (next != null && next.getValueIteratedTo() < value.getValueIteratedTo()) {
                below += next.getCountAddedInThisIterationStep();
                next = next(values);
            }
            boolean isTied = next != null && next.getValueIteratedTo() == value.getValueIteratedTo();
            double tied = next != null && isTied ? next.getCountAddedInThisIterationStep() : 0;
            double above = earlier.getTotalCount() - below - tied;
            sum += value.getCountAddedInThisIterationStep() * (below - above);
        }
        return sum / ((double) earlier.getTotalCount() * later.getTotalCount());
    }

    private static @Nullable HistogramIterationValue next(Iterator<HistogramIterationValue> values) {
        return values.hasNext() ? values.next() : null;
    }

    /** The borders of Romano and others (2006). */
    static String effect(double delta) {
        double size = Math.abs(delta);
        return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
    }
}
