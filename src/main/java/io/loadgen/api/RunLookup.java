package io.loadgen.api;

import io.loadgen.history.ArchiveUnavailableException;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.result.RunReport;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the run that an address names: by its id, or the newest as {@value #LATEST}. Any thread. */
@Component
class RunLookup {
    /** Names the newest run. */
    static final String LATEST = "latest";

    private final RunManager runs;
    private final RunHistory history;

    RunLookup(RunManager runs, RunHistory history) {
        this.runs = runs;
        this.history = history;
    }

    /** The report of a run that has ended. */
    RunReport report(RunRecord ended) {
        return kept(ended)
                .orElseThrow(() -> new ProblemException(ProblemType.REPORT_MISSING.because(
                        "no report was kept of run " + ended.id() + ", which is " + ended.state())));
    }

    /** A report that a later version wrote, or a file that was tampered with, is not unforeseen. */
    private Optional<RunReport> kept(RunRecord ended) {
        try {
            return history.report(ended.id());
        } catch (IllegalArgumentException unreadable) {
            throw new ProblemException(ProblemType.REPORT_UNREADABLE.because(
                    "the report of run " + ended.id() + " cannot be read: " + unreadable.getMessage()));
        }
    }

    /** The same run, if it has ended. */
    RunRecord requireEnded(RunRecord run) {
        if (!run.state().isTerminal()) {
            throw new ProblemException(ProblemType.RUN_NOT_ENDED.at(
                    "id",
                    run.id(),
                    "a run that has ended",
                    "run " + run.id() + " is " + run.state() + "; its report is there when it has ended"));
        }
        return run;
    }

    RunRecord find(String id) {
        if (id.equals(LATEST)) {
            return runs.latest()
                    .orElseThrow(() -> runs.gap()
                            .<RuntimeException>map(ArchiveUnavailableException::new)
                            .orElseGet(() -> new UnknownRunException(id)));
        }
        return runs.find(id).orElseThrow(() -> new UnknownRunException(id));
    }
}
