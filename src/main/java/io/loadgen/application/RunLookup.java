package io.loadgen.application;

import io.loadgen.history.ArchiveUnavailableException;
import io.loadgen.history.RunHistory;
import io.loadgen.history.StoredReport;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.result.RunReport;
import java.util.function.Function;

/** Finds the run that an address names: by its id, or the newest as {@value #LATEST}. Any thread. */
public final class RunLookup {
    /** Names the newest run. */
    public static final String LATEST = "latest";

    private final RunManager runs;
    private final RunHistory history;

    /**
     * Looks among the runs of this process and those that were kept.
     *
     * @param runs the runs
     * @param history their reports
     */
    public RunLookup(RunManager runs, RunHistory history) {
        this.runs = runs;
        this.history = history;
    }

    /**
     * The report of a run that has ended.
     *
     * @param ended the run
     * @return its report
     * @throws ProblemException when none was kept, or this version cannot read it
     */
    public RunReport report(RunRecord ended) {
        return read(ended, stored(ended), StoredReport::report);
    }

    /**
     * The report of a run that has ended, not read yet.
     *
     * @param ended the run
     * @return its report as it is kept
     * @throws ProblemException when none was kept
     */
    public StoredReport stored(RunRecord ended) {
        return history.stored(ended.id())
                .orElseThrow(() -> new ProblemException(ProblemType.REPORT_MISSING.because(
                        "no report was kept of run " + ended.id() + ", which is " + ended.state())));
    }

    /**
     * Reads a report, or something of it. One that a later version wrote, or a file that was tampered with, is not unforeseen.
     *
     * @param <T> what is read of it
     * @param ended the run
     * @param report its report
     * @param reading what is read
     * @return what was read
     * @throws ProblemException when this version cannot read it
     */
    public <T> T read(RunRecord ended, StoredReport report, Function<StoredReport, T> reading) {
        try {
            return reading.apply(report);
        } catch (IllegalArgumentException unreadable) {
            throw new ProblemException(ProblemType.REPORT_UNREADABLE.because(
                    "the report of run " + ended.id() + " cannot be read: " + unreadable.getMessage()));
        }
    }

    /**
     * The same run, if it has ended.
     *
     * @param run a run
     * @return the run
     * @throws ProblemException while it still goes on
     */
    public RunRecord requireEnded(RunRecord run) {
        if (!run.state().isTerminal()) {
            throw new ProblemException(ProblemType.RUN_NOT_ENDED.at(
                    "id",
                    run.id(),
                    "a run that has ended",
                    "run " + run.id() + " is " + run.state() + "; its report is there when it has ended"));
        }
        return run;
    }

    /**
     * One run.
     *
     * @param id its id, or {@value #LATEST}
     * @return the run
     * @throws UnknownRunException when there is none
     * @throws ArchiveUnavailableException when the newest cannot be told now
     */
    public RunRecord find(String id) {
        if (id.equals(LATEST)) {
            return runs.latest()
                    .orElseThrow(() -> runs.gap()
                            .<RuntimeException>map(ArchiveUnavailableException::new)
                            .orElseGet(() -> new UnknownRunException(id)));
        }
        return runs.find(id).orElseThrow(() -> new UnknownRunException(id));
    }
}
