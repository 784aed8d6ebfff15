package io.loadgen.engine.search.method;

import java.util.Arrays;

/**
 * How many requests tell as much as one independent one, since those that are not good come in spells: the variance of the counts of
 * blocks against that of independent requests (Kish's design effect, by batch means). Blocks are doubled as long as a few of them are
 * left, and the greatest effect is taken: a block that is shorter than the correlation shows too little of it.
 *
 * <p>One thread at a time.
 */
final class DesignEffect {
    /** Fewer blocks tell nothing of how they vary. */
    private static final int FEWEST_BLOCKS = 4;

    /** Requests that are not good which the assumption made before the first of them weighs as much as. */
    private static final double PRIOR_WEIGHT = 3;

    /** Intervals that may be one spell; what goes on longer is no spell, but what has come to stay. */
    private static final int LONGEST_SPELL = 10;

    /** Sums up to each interval, 0 first. */
    private long[] notGood = new long[128];

    private long[] total = new long[128];
    private int intervals;
    private int spells;
    private int solid;
    private int longestSolid;

    void add(long notGoodOfInterval, long totalOfInterval) {
        if (intervals + 1 == total.length) {
            notGood = Arrays.copyOf(notGood, 2 * total.length);
            total = Arrays.copyOf(total, 2 * total.length);
        }
        boolean goesOn = intervals > 0 && notGood[intervals] > notGood[intervals - 1];
        notGood[intervals + 1] = notGood[intervals] + notGoodOfInterval;
        total[intervals + 1] = total[intervals] + totalOfInterval;
        intervals++;
        solid = 2 * notGoodOfInterval > totalOfInterval ? solid + 1 : 0;
        longestSolid = Math.max(longestSolid, solid);
        if (notGoodOfInterval > 0 && !goesOn) {
            spells++;
        }
    }

    /** Stretches of intervals with requests that were not good. */
    int spells() {
        return spells;
    }

    /** At least 1. Until requests were not good it is assumed that all of an interval are so together. */
    double value() {
        long all = total[intervals];
        long bad = notGood[intervals];
        double ofInterval = Math.max(1, (double) all / intervals);
        double measured = bad == 0 || bad == all ? ofInterval : measured((double) bad / all);
        double shrunk = (bad * measured + PRIOR_WEIGHT * ofInterval) / (bad + PRIOR_WEIGHT);
        // All of a spell are one observation, whatever the blocks show of it.
        return Math.max(1, Math.max(shrunk, Math.min(longestSolid, LONGEST_SPELL) * ofInterval));
    }

    private double measured(double share) {
        double greatest = 1;
        for (int length = 1; intervals / length >= FEWEST_BLOCKS; length *= 2) {
            greatest = Math.max(greatest, ofBlocks(length, share));
        }
        return greatest;
    }

    private double ofBlocks(int length, double share) {
        int blocks = intervals / length;
        double squares = 0;
        // The newest are those that are whole: what an overload does, it does at the end.
        for (int from = intervals - blocks * length; from < intervals; from += length) {
            long ofBlock = total[from + length] - total[from];
            double excess = notGood[from + length] - notGood[from] - share * ofBlock;
            squares += excess * excess;
        }
        double independent = (total[intervals] - total[intervals - blocks * length]) * share * (1 - share);
        return independent == 0 ? 1 : squares * blocks / (blocks - 1) / independent;
    }
}
