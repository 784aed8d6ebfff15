package io.loadgen.engine.arrivals;

/**
 * Another clock, by which a process whose intensity changes has a constant one (the time-rescaling theorem: Brown and others, "The
 * time-rescaling theorem", Neural Computation 14, 2002). Over long times it goes as fast as the usual one.
 *
 * <p>Both directions are pure and never go back. Immutable; any thread.
 */
public interface TimeChange {
    /** The usual clock. */
    TimeChange NONE = new TimeChange() {
        @Override
        public double operational(double nanos) {
            return nanos;
        }

        @Override
        public double instant(double operational) {
            return operational;
        }
    };

    /**
     * What this clock shows.
     *
     * @param nanos of the usual clock, from the start
     * @return nanoseconds of this one
     */
    double operational(double nanos);

    /**
     * When this clock shows something.
     *
     * @param operational nanoseconds of this clock
     * @return of the usual one, from the start
     */
    double instant(double operational);
}
