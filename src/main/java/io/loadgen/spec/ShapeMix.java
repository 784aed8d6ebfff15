package io.loadgen.spec;

import io.loadgen.contract.Shape;

/**
 * Which shape each slot of a run has: a pure function of the seed of its fixture set and the number of the slot, so that a run
 * can be done again and nobody needs to keep the shapes.
 *
 * <p>Immutable; any thread; allocates nothing.
 */
public sealed interface ShapeMix {
    /**
     * The mix where nothing else is said.
     *
     * @return accounts only
     */
    static ShapeMix users() {
        return new Only(Shape.USERS);
    }

    /**
     * The shape of a slot.
     *
     * @param seed the seed of the fixture set
     * @param slot the number of the slot
     * @return its shape
     */
    Shape shapeOf(long seed, long slot);

    /**
     * The share of a shape.
     *
     * @param shape which
     * @return its weight among those of all shapes; 0 when no slot has it
     */
    int weight(Shape shape);

    /**
     * The mix as it is written in requests, reports and metrics.
     *
     * @return the word of the one shape, or {@code mixed}
     */
    String word();

    /**
     * Whether candidates are added a whole block at a time, since an org or a channel has no part of one.
     *
     * @return false when only accounts are named
     */
    default boolean takesBlocks() {
        return !equals(users());
    }

    /**
     * What a message about empty pools has to add.
     *
     * @param usersPerBlock users of each block of the fixture set
     * @return that parts of blocks are not counted, in parentheses; empty when only accounts are named
     */
    default String wholeBlocksOnly(int usersPerBlock) {
        return takesBlocks()
                ? " (shape " + word() + " takes whole blocks of " + usersPerBlock
                        + " users; blocks that have members are not counted)"
                : "";
    }

    /**
     * Every slot has the same shape.
     *
     * @param shape that shape
     */
    record Only(Shape shape) implements ShapeMix {
        @Override
        public Shape shapeOf(long seed, long slot) {
            return shape;
        }

        @Override
        public int weight(Shape ofShape) {
            return ofShape == shape ? 1 : 0;
        }

        @Override
        public String word() {
            return shape.word();
        }
    }

    /**
     * Shapes by chance, each as often as its weight says. Weights are 0 to {@value #MAX_WEIGHT} and not all 0.
     *
     * @param users the weight of {@link Shape#USERS}
     * @param orgs the weight of {@link Shape#ORGS}
     * @param channels the weight of {@link Shape#CHANNELS}
     */
    record Weighted(int users, int orgs, int channels) implements ShapeMix {
        /** The greatest weight. */
        public static final int MAX_WEIGHT = 1000;

        /** The odd number next to 2<sup>64</sup> over the golden ratio, by which SplitMix64 steps. */
        private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

        /** Checks the weights. */
        public Weighted {
            check("users", users);
            check("orgs", orgs);
            check("channels", channels);
            if (users + orgs + channels == 0) {
                throw new IllegalArgumentException("one weight at least must be above 0, all were 0");
            }
        }

        private static void check(String shape, int weight) {
            if (weight < 0 || weight > MAX_WEIGHT) {
                throw new IllegalArgumentException(
                        "the weight of " + shape + " must be 0 to " + MAX_WEIGHT + ", was " + weight);
            }
        }

        @Override
        public Shape shapeOf(long seed, long slot) {
            // The upper half of bits times sum is evenly spread over 0 to sum - 1, without a division.
            long draw = Math.unsignedMultiplyHigh(bits(seed, slot), (long) users + orgs + channels);
            if (draw < users) {
                return Shape.USERS;
            }
            return draw < users + orgs ? Shape.ORGS : Shape.CHANNELS;
        }

        /** SplitMix64 (Steele, Lea, Flood: OOPSLA 2014), entered at the slot's step of the seed's own sequence. */
        private static long bits(long seed, long slot) {
            return mixed(mixed(seed) + (slot + 1) * GOLDEN_GAMMA);
        }

        private static long mixed(long value) {
            long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
            bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
            return bits ^ (bits >>> 31);
        }

        @Override
        public int weight(Shape shape) {
            return switch (shape) {
                case USERS -> users;
                case ORGS -> orgs;
                case CHANNELS -> channels;
            };
        }

        @Override
        public String word() {
            return "mixed";
        }
    }
}
