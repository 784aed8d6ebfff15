package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import java.util.Optional;

/**
 * Which trials there are to be, one after another: each is decided by the outcomes of those before.
 *
 * <p>Owned by one thread. {@link #next} and {@link #ended} come in turn.
 */
public interface TrialPlan {
    /** The trial that is to be made next; empty when nothing more is to be found out. */
    Optional<Step> next();

    /**
     * A trial came to its end.
     *
     * @param outcome that of the step that {@link #next} gave last
     */
    void ended(Outcome outcome);

    /** What is known by now. */
    Finding finding();

    /**
     * A trial to be made.
     *
     * @param ratePerSecond its rate
     * @param purpose what it is for; {@link Purpose#LONGER} takes {@link #LONGER} times as long
     */
    record Step(double ratePerSecond, Purpose purpose) {
        /** How much longer a trial is made that was undecided. */
        public static final int LONGER = 2;

        /** How many times as long as others it lasts. */
        public int lengths() {
            return purpose == Purpose.LONGER ? LONGER : 1;
        }
    }
}
