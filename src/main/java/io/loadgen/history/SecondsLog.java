package io.loadgen.history;

import io.loadgen.measurement.IntervalLog;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.result.SecondSample;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the seconds of a run together again that were kept piece by piece. Latencies of a run longer than an hour are merged as
 * those of a run that came to its end.
 *
 * <p>One thread at a time.
 */
public final class SecondsLog {
    private final List<SecondSample> timeline = new ArrayList<>();
    private final IntervalLog intervals = new IntervalLog();

    /** An empty log. */
    public SecondsLog() {}

    /**
     * Adds a piece.
     *
     * @param piece seconds that are later than all so far
     */
    public void add(SecondsKept piece) {
        timeline.addAll(piece.timeline());
        piece.intervals().forEach(intervals::add);
    }

    /**
     * All together.
     *
     * @return a copy
     */
    public SecondsKept seconds() {
        return new SecondsKept(timeline, intervals.intervals());
    }
}
