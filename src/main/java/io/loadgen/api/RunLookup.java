package io.loadgen.api;

import io.loadgen.runs.RunManager;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.UnknownRunException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the run that an address names: by its id, or the newest as {@value #LATEST}. Any thread. */
@Component
class RunLookup {
    /** Names the newest run. */
    static final String LATEST = "latest";

    private final RunManager runs;

    RunLookup(RunManager runs) {
        this.runs = runs;
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
            List<RunRecord> newest = runs.list(0, 1);
            if (newest.isEmpty()) {
                throw new UnknownRunException(id);
            }
            return newest.getFirst();
        }
        return runs.find(id).orElseThrow(() -> new UnknownRunException(id));
    }
}
