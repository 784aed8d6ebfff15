package io.loadgen.history;

import io.loadgen.measurement.IntervalLog;
import io.loadgen.result.PackedSeconds;
import io.loadgen.result.RunReport.SecondsKept;

/**
 * Puts the seconds of a run together again that were kept piece by piece. Latencies of a run longer than an hour are merged as
 * those of a run that came to its end.
 *
 * <p>One thread at a time.
 */
public final class SecondsLog {
    private final PackedSeconds.Packing timeline = new PackedSeconds.Packing();
    private final IntervalLog intervals = new IntervalLog();

    /** An empty log. */
    public SecondsLog() {}

    /**
     * Adds a piece.
     *
     * @param piece seconds that are later than all so far
     */
    public void add(SecondsKept piece) {
        piece.timeline().forEach(timeline::add);
        piece.intervals().forEach(intervals::add);
    }

    /** All together: a copy. */
    public SecondsKept seconds() {
        return new SecondsKept(timeline.packed(), intervals.intervals());
    }
}
