package io.loadgen.engine;

/**
 * When the slots of an open-loop run are due: a pure sequence of instants, without a clock and without waiting. Each instant is
 * computed from the index, so rounding does not accumulate.
 *
 * <p>Immutable; any thread.
 */
@FunctionalInterface
public interface ArrivalSchedule {
    /**
     * When a slot is due.
     *
     * @param index the slot, from 0
     * @return nanoseconds since the schedule's start; never less than for the slot before
     */
    long nanosAt(long index);

    /**
     * Equal distances.
     *
     * @param ratePerSecond slots a second, above 0
     * @return slot <em>i</em> is due at <em>i</em> / rate
     */
    static ArrivalSchedule constantRate(double ratePerSecond) {
        if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
            throw new IllegalArgumentException("ratePerSecond must be above 0 and finite, was " + ratePerSecond);
        }
        return index -> Math.round(index * 1e9 / ratePerSecond);
    }
}
