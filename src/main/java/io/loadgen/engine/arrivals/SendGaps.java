package io.loadgen.engine.arrivals;

import io.loadgen.latency.LatencySummary;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.SeededDraws;
import java.util.Arrays;
import java.util.Optional;

/**
 * The gaps between the sends of the measured window, a sample that is spread over it at random, and the gaps that were planned for them. It
 * takes the same memory, however long the window.
 *
 * <p>Owned by the generator's thread, {@link #figures} by whoever comes after it. Allocates nothing after construction.
 */
public final class SendGaps {
    /**
     * So many gaps tell apart what would change a platform's queue, and not the microseconds that a send itself takes: a floor under all gaps
     * is seen from about a tenth of their mean on.
     */
    static final int MOST = 500;

    private final long[] sent = new long[MOST];
    private final long[] planned = new long[MOST];

    /** The mean distance of gaps that are looked at, in slots. */
    private final long stride;

    private int count;
    private long nextSlot;
    private long lastSentNanos;
    private long lastDueNanos;
    private boolean any;

    /**
     * Nothing was sent so far.
     *
     * @param firstSlot the first that is measured
     * @param slots how many are
     */
    public SendGaps(long firstSlot, long slots) {
        nextSlot = firstSlot;
        stride = Math.max(1, Math.ceilDiv(slots, MOST));
    }

    /**
     * A slot was sent.
     *
     * @param slot its number
     * @param dueNanos when it was due
     * @param sentNanos when it was sent, not before the last one
     */
    public void sent(long slot, long dueNanos, long sentNanos) {
        if (slot >= nextSlot && count < MOST) {
            if (any) {
                sent[count] = sentNanos - lastSentNanos;
                planned[count] = dueNanos - lastDueNanos;
                count++;
                nextSlot = slot
                        + 1
                        + (stride == 1 ? 0 : Long.remainderUnsigned(SeededDraws.bits(0, slot), 2 * stride - 1));
            }
            any = true;
        }
        lastSentNanos = sentNanos;
        lastDueNanos = dueNanos;
    }

    /**
     * What they were.
     *
     * @param exponential whether they are to be
     * @return empty where there are too few
     */
    public Optional<ArrivalFigures> figures(boolean exponential) {
        if (count < ExponentialFit.LEAST) {
            return Optional.empty();
        }
        long[] gaps = Arrays.copyOf(sent, count);
        long[] errors = new long[count];
        Arrays.setAll(errors, at -> Math.abs(sent[at] - planned[at]));
        Arrays.sort(errors);
        return Optional.of(new ArrivalFigures(
                count,
                LatencySummary.millis(Math.round(Arrays.stream(gaps).average().orElseThrow())),
                LatencySummary.millis(errors[count / 2]),
                LatencySummary.millis(errors[(int) (count * 0.99)]),
                exponential ? ExponentialFit.of(gaps) : null));
    }
}
