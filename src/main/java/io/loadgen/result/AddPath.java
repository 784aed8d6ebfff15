package io.loadgen.result;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** A way of an add that is measured apart, too. An add takes any number of them, most none. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum AddPath {
    /** Somebody whom it adds is of another site. */
    CROSS_SITE,
    /** Somebody whom it adds is a bot. */
    BOTS,
    /** The room is one that only owners may add to. */
    RESTRICTED;

    /** How many combinations there are. */
    public static final int COMBINATIONS = 1 << values().length;

    /**
     * One of the ways, in a number that stands for a combination of them.
     *
     * @return a power of two
     */
    @SuppressWarnings("EnumOrdinal") // a number that never leaves the memory of the process that made it
    public int bit() {
        return 1 << ordinal();
    }

    /**
     * Whether a combination has this way.
     *
     * @param bits the combination
     * @return true if it does
     */
    public boolean isIn(int bits) {
        return (bits & bit()) != 0;
    }

    /**
     * The ways of a combination.
     *
     * @param bits the combination
     * @return in their order
     */
    public static List<AddPath> of(int bits) {
        return Arrays.stream(values()).filter(path -> path.isIn(bits)).toList();
    }
}
