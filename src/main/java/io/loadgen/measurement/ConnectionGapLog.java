package io.loadgen.measurement;

import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ConnectionGaps.Gap;
import io.loadgen.result.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps when signals could not be heard, and counts what that cost. Bounded: when a connection flaps more often than there is room
 * for, later gaps are joined to the last one.
 *
 * <p>A gap is found out a little after its begin, so what failed lately is remembered and counted in then.
 *
 * <p>Any thread. Asked only about requests that did not end well, so its lock is not on the path of a message.
 */
final class ConnectionGapLog {
    private static final int GAPS_KEPT = 1000;

    private final List<Gap> gaps = new ArrayList<>();
    private final RecentCounts recentlyNotSent = new RecentCounts();
    private final RecentCounts recentFailures = new RecentCounts();
    private long unheard;
    private long unheardMeasured;
    private long notSent;
    private long failuresNearby;

    /** Signals cannot be heard any more, and that began at an instant. Of an open gap, the client's word tells the cause. */
    synchronized void lost(long fromNanos, Cause cause) {
        if (isOpen()) {
            if (cause == Cause.CONNECTION) {
                replaceLast(new Gap(gaps.getLast().fromNanos(), null, cause));
            }
            return;
        }
        if (gaps.size() < GAPS_KEPT) {
            gaps.add(new Gap(fromNanos, null, cause));
        } else {
            replaceLast(new Gap(gaps.getLast().fromNanos(), null, cause));
        }
        notSent += recentlyNotSent.takeSince(fromNanos);
        failuresNearby += recentFailures.takeSince(fromNanos);
    }

    synchronized void restored(long nowNanos) {
        if (isOpen()) {
            Gap open = gaps.getLast();
            replaceLast(Gap.between(open.fromNanos(), nowNanos, open.cause()));
        }
    }

    private boolean isOpen() {
        return !gaps.isEmpty() && gaps.getLast().nanos() == null;
    }

    private void replaceLast(Gap gap) {
        gaps.set(gaps.size() - 1, gap);
    }

    /** Signals of a request timed out that was under way for a span. */
    synchronized void timedOut(Phase phase, int signals, long fromNanos, long toNanos) {
        if (anyTouches(fromNanos, toNanos, 0)) {
            unheard += signals;
            if (phase == Phase.MEASURED) {
                unheardMeasured += signals;
            }
        }
    }

    /** The client refused to publish a measured request. */
    synchronized void notSent(long nowNanos) {
        if (anyTouches(nowNanos, nowNanos, 0)) {
            notSent++;
        } else {
            recentlyNotSent.add(nowNanos);
        }
    }

    /** A measured request that was handed over did not end well; it was under way for a span. */
    synchronized void failed(long fromNanos, long toNanos) {
        if (anyTouches(fromNanos, toNanos, ConnectionGaps.AFTERMATH_NANOS)) {
            failuresNearby++;
        } else {
            recentFailures.add(toNanos);
        }
    }

    /** Allocates nothing: a platform that is down fails every request. */
    private boolean anyTouches(long fromNanos, long toNanos, long putOffNanos) {
        for (int gap = gaps.size() - 1; gap >= 0; gap--) {
            if (gaps.get(gap).touches(fromNanos, toNanos, putOffNanos)) {
                return true;
            }
        }
        return false;
    }

    synchronized ConnectionGaps snapshot() {
        return new ConnectionGaps(gaps, unheard, unheardMeasured, null, notSent, failuresNearby);
    }
}
