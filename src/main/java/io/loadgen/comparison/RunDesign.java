package io.loadgen.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the runs of both sides lie in time, and what is known by that of how far runs lie apart without a change.
 *
 * <p>What a machine does meanwhile is shared by runs that follow each other. Where the sides were run in turn it meets both, and the
 * runs of each side tell how far runs lie apart. Where all of one side came first it cannot be told from the build: then each side is
 * one look at the platform, however many runs it has, and only five runs or more, of a side or of the series, tell how far looks lie
 * apart.
 *
 * @param order how they lie
 * @param baselineRuns runs of the baseline
 * @param candidateRuns runs of the candidate
 * @param seriesRuns further runs of the series
 */
record RunDesign(Order order, int baselineRuns, int candidateRuns, int seriesRuns) {
    /** So many runs know how far runs of their kind lie apart. */
    static final int LEAST_SERIES = 5;

    /** With so many degrees of freedom, runs in turn need no series to help them. */
    private static final int ENOUGH_DEGREES = LEAST_SERIES - 1;

    /** Of pairs of a baseline's and a candidate's run, the share in which the one was first, less that in which the other was. */
    private static final double MOST_ASIDE = 0.5;

    /** The fewest runs of each side that tell anything by themselves. */
    static final int LEAST_IN_TURN = 3;

    /** How runs of two sides can lie in time. */
    enum Order {
        /** One run of each. */
        ONE_EACH("one run of each side"),
        /** In turn, such as baseline, candidate, candidate, baseline. */
        IN_TURN("runs in turn"),
        /** One side before the other, or nearly. */
        BLOCKS("runs in blocks");

        private final String words;

        Order(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static RunDesign of(List<ComparedLatencies> baseline, List<ComparedLatencies> candidate, int seriesRuns) {
        return new RunDesign(order(baseline, candidate), baseline.size(), candidate.size(), seriesRuns);
    }

    private static Order order(List<ComparedLatencies> baseline, List<ComparedLatencies> candidate) {
        if (baseline.size() == 1 && candidate.size() == 1) {
            return Order.ONE_EACH;
        }
        int balance = 0;
        for (ComparedLatencies before : baseline) {
            Instant began = before.began();
            balance += candidate.stream()
                    .mapToInt(after -> Integer.signum(after.began().compareTo(began)))
                    .sum();
        }
        double aside = Math.abs((double) balance / (baseline.size() * candidate.size()));
        return aside <= MOST_ASIDE ? Order.IN_TURN : Order.BLOCKS;
    }

    /** Whether the spread within a side of so many runs counts. */
    boolean trusts(int runsOfSide) {
        return order == Order.IN_TURN || runsOfSide >= LEAST_SERIES;
    }

    /** Whether the spread of the series counts: where runs in turn know their own, it is kept out, with its builds of long ago. */
    boolean trustsSeries() {
        return seriesRuns >= LEAST_SERIES
                && (order != Order.IN_TURN
                        || baselineRuns < LEAST_IN_TURN
                        || baselineRuns + candidateRuns - 2 < ENOUGH_DEGREES);
    }

    /** Degrees of freedom of the spread between runs, but for what the candidate adds. */
    int knownDegrees() {
        return (trusts(baselineRuns) ? baselineRuns - 1 : 0) + (trustsSeries() ? seriesRuns - 1 : 0);
    }

    /** Degrees of freedom of the spread between runs, 0 when it is not known. The candidate alone cannot say how far runs lie apart. */
    int degrees() {
        return knownDegrees() < LEAST_IN_TURN - 1
                ? 0
                : knownDegrees() + (trusts(candidateRuns) ? candidateRuns - 1 : 0);
    }

    /** Where the spread comes from, in words. */
    String spread() {
        if (degrees() == 0) {
            return "not known";
        }
        List<String> groups = new ArrayList<>();
        if (trusts(baselineRuns) && baselineRuns > 1) {
            groups.add(baselineRuns + " runs of the baseline");
        }
        if (trusts(candidateRuns) && candidateRuns > 1) {
            groups.add(candidateRuns + " runs of the candidate");
        }
        if (trustsSeries()) {
            groups.add(seriesRuns + " other runs of the series in the history");
        }
        return "between " + String.join(", and between ", groups);
    }

    /** The variance of the difference of both sides, in variances of a run. */
    double variances() {
        return order == Order.IN_TURN ? 1.0 / baselineRuns + 1.0 / candidateRuns : 2;
    }
}
