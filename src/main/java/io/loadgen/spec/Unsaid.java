package io.loadgen.spec;

/** Leaves limits that limit nothing, and what is so where nothing is said, out of JSON: what equals it is not written. */
final class Unsaid {
    @Override
    public boolean equals(Object value) {
        return Slo.none().equals(value)
                || AbortLimits.none().equals(value)
                || Arrivals.even().equals(value)
                || RoomChoice.inTurn().equals(value);
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
