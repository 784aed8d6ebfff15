package io.loadgen.comparison;

import io.loadgen.result.RunReport;

/**
 * A run as it is compared. Its seconds are put into few cells when it is made, so that of many long runs one only is whole in memory.
 * Immutable; any thread.
 */
public final class ComparedRun {
    /** More cells would sharpen nothing: an interval rests on the number of runs and of blocks. */
    private static final int MOST_CELLS = 240;

    /** As many are left to each run, however many runs there are. */
    private static final int LEAST_CELLS = 40;

    private final RunReport report;
    private final ComparedLatencies latencies;

    /**
     * Takes what is compared of a report.
     *
     * @param report the report
     * @param runsOfSide how many runs its side of the comparison has
     * @throws NotComparableException when the run measured no latency
     */
    public ComparedRun(RunReport report, int runsOfSide) {
        RunComparison.requireLatencies(report);
        this.report = report.withoutSeconds();
        this.latencies = ComparedLatencies.of(report, Math.max(LEAST_CELLS, MOST_CELLS / runsOfSide));
    }

    /** What was reported of it: the report without its seconds. */
    public RunReport report() {
        return report;
    }

    ComparedLatencies latencies() {
        return latencies;
    }
}
