package io.loadgen.reporting;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws cells with replacement in blocks of neighbours, the last followed by the first (circular block bootstrap; Politis and
 * Romano, 1992): neighbouring seconds resemble each other, and what is drawn must keep that. The length of a block is the cube
 * root of the number of cells.
 *
 * <p>One thread at a time.
 */
final class BlockResampling {
    private final SplittableRandom random;
    private final int cells;
    private final int blockCells;

    BlockResampling(SplittableRandom random, int cells) {
        this.random = random;
        this.cells = cells;
        this.blockCells = Math.max(1, (int) Math.round(Math.cbrt(cells)));
    }

    int blockCells() {
        return blockCells;
    }

    /** How many blocks are drawn. */
    int blocks() {
        return Math.ceilDiv(cells, blockCells);
    }

    /** How often each cell is drawn. */
    int[] draw() {
        int[] weights = new int[cells];
        for (int block = 0; block < blocks(); block++) {
            int start = random.nextInt(cells);
            for (int next = 0; next < blockCells; next++) {
                weights[(start + next) % cells]++;
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
