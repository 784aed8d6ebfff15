package io.loadgen.engine;

import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;

/**
 * How far a run is: what its books say at one moment, warm-up included.
 *
 * @param plannedSlots slots of the whole run, at most; 0 while it is not known
 * @param processed slots processed, sent or not
 * @param sent slots sent
 * @param completed slots closed with their event
 * @param failed slots closed without it, though one was due
 * @param outstanding slots open
 */
public record RunProgress(long plannedSlots, long processed, long sent, long completed, long failed, long outstanding) {
    /** Nothing was planned yet. */
    public static final RunProgress NONE = new RunProgress(0, 0, 0, 0, 0, 0);

    static RunProgress of(long plannedSlots, Books books, long outstanding) {
        long completed = books.count(EventOutcome.EVENT);
        long closed =
                books.replies().values().stream().mapToLong(Long::longValue).sum();
        return new RunProgress(
                plannedSlots,
                books.planned(),
                books.count(Disposition.SENT),
                completed,
                closed - completed - books.count(EventOutcome.NO_OP),
                outstanding);
    }

    /**
     * How much of the schedule was processed.
     *
     * @return 0 to 1
     */
    public double share() {
        return plannedSlots == 0 ? 0 : Math.min(1, (double) processed / plannedSlots);
    }
}
