package io.loadgen.spec;

/**
 * Random bits that depend on a seed and a position only, so that what any slot draws can be had without those before it: SplitMix64
 * (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014), entered at the step of the position. Written out
 * because no library promises its generators to stay the same from one release to the next.
 *
 * <p>Pure; any thread; allocates nothing.
 */
public final class SeededDraws {
    /** The odd number next to 2<sup>64</sup> over the golden ratio, by which SplitMix64 steps. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The distance of neighbouring doubles of 0.5 to 1: what 53 bits are told apart by. */
    private static final double ULP = 0x1.0p-53;

    private SeededDraws() {}

    /**
     * 64 bits.
     *
     * @param seed of the sequence
     * @param index of the draw, from 0
     * @return its bits
     */
    public static long bits(long seed, long index) {
        return mixed(mixed(seed) + (index + 1) * GOLDEN_GAMMA);
    }

    /**
     * A number between 0 and 1, never one of them.
     *
     * @param seed of the sequence
     * @param index of the draw, from 0
     * @return evenly distributed, in steps of 2<sup>-53</sup>
     */
    public static double uniform(long seed, long index) {
        return ((bits(seed, index) >>> 11) + 0.5) * ULP;
    }

    /**
     * The seed of one of several sequences that know nothing of each other.
     *
     * @param seed of all
     * @param stream which
     * @return its own seed
     */
    public static long stream(long seed, long stream) {
        return bits(~seed, stream);
    }

    private static long mixed(long value) {
        long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
