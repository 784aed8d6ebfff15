package io.loadgen.measurement;

import io.loadgen.measurement.ConnectionGaps.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps when the connection was down and counts the signals that timed out across it. Bounded: when a connection flaps more
 * often than there is room for, later gaps are joined to the last one.
 *
 * <p>Any thread. Asked only when a signal timed out, so its lock is not on the path of a message.
 */
final class ConnectionGapLog {
    private static final int GAPS_KEPT = 1000;

    private final List<Gap> gaps = new ArrayList<>();
    private final LongAdder unheard = new LongAdder();
    private final LongAdder unheardMeasured = new LongAdder();

    synchronized void lost(long nowNanos) {
        if (gaps.isEmpty() || gaps.getLast().toNanos() != null) {
            if (gaps.size() < GAPS_KEPT) {
                gaps.add(new Gap(nowNanos, null));
            } else {
                gaps.set(gaps.size() - 1, new Gap(gaps.getLast().fromNanos(), null));
            }
        }
    }

    synchronized void restored(long nowNanos) {
        if (!gaps.isEmpty() && gaps.getLast().toNanos() == null) {
            gaps.set(gaps.size() - 1, new Gap(gaps.getLast().fromNanos(), nowNanos));
        }
    }

    /** Signals of a request timed out that was under way for a span. */
    void timedOut(Phase phase, int signals, long fromNanos, long toNanos) {
        if (touches(fromNanos, toNanos)) {
            unheard.add(signals);
            if (phase == Phase.MEASURED) {
                unheardMeasured.add(signals);
            }
        }
    }

    private synchronized boolean touches(long fromNanos, long toNanos) {
        for (Gap gap : gaps) {
            if (gap.touches(fromNanos, toNanos)) {
                return true;
            }
        }
        return false;
    }

    synchronized ConnectionGaps snapshot() {
        return new ConnectionGaps(gaps, unheard.sum(), unheardMeasured.sum());
    }
}
