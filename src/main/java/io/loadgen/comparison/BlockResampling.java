package io.loadgen.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws cells with replacement in blocks of neighbours, the last followed by the first (circular block bootstrap; Politis and
 * Romano, 1992): neighbouring seconds resemble each other, and what is drawn must keep that.
 *
 * <p>One thread at a time.
 */
final class BlockResampling {
    private final SplittableRandom random;
    private final int cells;
    private final int blockCells;

    BlockResampling(SplittableRandom random, int cells, int blockCells) {
        this.random = random;
        this.cells = cells;
        this.blockCells = blockCells;
    }

    /** How often each cell is drawn. */
    int[] draw() {
        int[] weights = new int[cells];
        for (int block = 0; block < Math.ceilDiv(cells, blockCells); block++) {
            int cell = random.nextInt(cells);
            for (int next = 0; next < blockCells; next++) {
                weights[cell]++;
                cell = cell + 1 == cells ? 0 : cell + 1;
            }
        }
        return weights;
    }

    /** Every cell once. */
    int[] asMeasured() {
        int[] weights = new int[cells];
        Arrays.fill(weights, 1);
        return weights;
    }
}
