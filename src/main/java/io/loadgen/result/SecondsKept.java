package io.loadgen.result;

import java.util.List;

/**
 * Some seconds of a run: that part of a report that grows with the run.
 *
 * @param timeline one row a second
 * @param intervals latencies of measured slots second by second
 */
public record SecondsKept(List<SecondRow> timeline, List<LatencyInterval> intervals) {
    /** Takes copies. */
    public SecondsKept {
        timeline = List.copyOf(timeline);
        intervals = List.copyOf(intervals);
    }

    /**
     * Those of a report.
     *
     * @param report the report
     * @return none for a run that measured nothing
     */
    public static SecondsKept of(RunReport report) {
        RunReport.Figures figures = report.figures();
        return figures == null
                ? new SecondsKept(List.of(), List.of())
                : new SecondsKept(figures.timeline(), figures.intervals());
    }
}
