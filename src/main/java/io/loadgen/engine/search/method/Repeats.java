package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import java.util.Optional;

/**
 * Which trial is made once more at the same rate: a void one, {@value #MOST_VOID} times at most, and an undecided one, once, for longer.
 *
 * <p>Owned by one thread.
 */
final class Repeats {
    /** So often in a row may a trial of one rate be void before the rate is given up. */
    static final int MOST_VOID = 2;

    private int voids;
    private int undecided;

    /** What the trial after one of that outcome is for, at the same rate; empty when there is none. */
    Optional<Purpose> after(Outcome outcome) {
        return switch (outcome) {
            case GOOD, BAD -> Optional.empty();
            case VOID -> voids++ < MOST_VOID ? Optional.of(Purpose.REPEAT) : Optional.empty();
            case UNDECIDED -> undecided++ == 0 ? Optional.of(Purpose.LONGER) : Optional.empty();
        };
    }
}
