package io.loadgen.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One line of the result: a figure of both sides, pair by pair, and what to make of it.
 *
 * @param name what was measured, with its unit
 * @param reference what the bare side took, one for each pair
 * @param loadgen what Loadgen took, one for each pair
 * @param bar what is wanted of the median, null where nothing is
 */
record Line(
        String name,
        List<Double> reference,
        List<Double> loadgen,
        @Nullable Bar bar) {
    Line {
        reference = List.copyOf(reference);
        loadgen = List.copyOf(loadgen);
        if (reference.size() != loadgen.size() || reference.isEmpty()) {
            throw new IllegalArgumentException(
                    "a line needs as many figures of one side as of the other, at least one: " + name + " has "
                            + reference.size() + " and " + loadgen.size());
        }
    }

    /** Loadgen's part of the reference, for each pair. */
    double[] ratios() {
        return pairs((mine, bare) -> mine / bare);
    }

    /** How much more Loadgen takes, for each pair. */
    double[] differences() {
        return pairs((mine, bare) -> mine - bare);
    }

    private double[] pairs(DoubleBinaryOperator compare) {
        double[] compared = new double[reference.size()];
        for (int pair = 0; pair < compared.length; pair++) {
            compared[pair] = compare.applyAsDouble(loadgen.get(pair), reference.get(pair));
        }
        return compared;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Whether the bar is met; null without one. */
    @Nullable
    Boolean isMet() {
        return bar == null ? null : bar.isMetBy(this);
    }

    /** What is wanted of the medians. */
    sealed interface Bar {
        /** Whether a line meets it. */
        boolean isMetBy(Line line);

        /** Loadgen's part of the reference is at least this. */
        record AtLeast(double ratio) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                return median(line.ratios()) >= ratio;
            }

            @Override
            public String toString() {
                return "ratio >= " + ratio;
            }
        }

        /** Loadgen's part of the reference is at most this. */
        record AtMost(double ratio) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                return median(line.ratios()) <= ratio;
            }

            @Override
            public String toString() {
                return "ratio <= " + ratio;
            }
        }

        /** Loadgen's part of the reference is at most this, in so many of the pairs. */
        record MostlyAtMost(double ratio, double share) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                double[] ratios = line.ratios();
                return Arrays.stream(ratios).filter(each -> each <= ratio).count() >= share * ratios.length;
            }

            @Override
            public String toString() {
                return "ratio <= " + ratio + " in " + Math.round(100 * share) + " %";
            }
        }

        /** Loadgen's figure itself is at most this. */
        record Below(double value) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                return median(line.loadgen()) <= value;
            }

            @Override
            public String toString() {
                return "loadgen <= " + value;
            }
        }

        /** Loadgen's figure itself is so near to a value. */
        record Around(double value, double tolerance) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                return Math.abs(median(line.loadgen()) - value) <= tolerance;
            }

            @Override
            public String toString() {
                return "loadgen = " + value + " +- " + tolerance;
            }
        }

        /** Loadgen's figure is at most so much above the reference. */
        record Within(double difference) implements Bar {
            @Override
            public boolean isMetBy(Line line) {
                return median(line.differences()) <= difference;
            }

            @Override
            public String toString() {
                return "difference <= " + difference;
            }
        }
    }
}
