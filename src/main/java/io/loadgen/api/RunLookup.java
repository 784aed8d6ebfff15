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
