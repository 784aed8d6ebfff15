package io.loadgen.runs.preflight;

import static io.loadgen.runs.preflight.PreflightCheck.fail;
import static io.loadgen.runs.preflight.PreflightCheck.pass;
import static io.loadgen.runs.preflight.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.MissingIndex;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The platform's database as a whole. Source: chat contract §7, traps T14 and T21. */
final class DatabaseChecks {
    static final String MONGO = "mongo";
    static final String INDEXES = "indexes";
    static final String SITE = "site-id";

    private final DatabaseInspection database;

    DatabaseChecks(DatabaseInspection database) {
        this.database = database;
    }

    Step reachable() {
        return Step.of(MONGO, () -> pass(MONGO, "answers within " + SubjectChecks.millis(database.pingNanos())));
    }

    Step indexes(ChatContract contract) {
        return Step.of(INDEXES, () -> {
            List<MissingIndex> missing = database.missingIndexes(contract.version());
            String names = missing.stream().map(MissingIndex::toString).collect(Collectors.joining(", "));
            return missing.isEmpty()
                    ? pass(INDEXES, "all indexes of the add path are there")
                    : fail(
                            INDEXES,
                            "missing: " + names + "; look-ups scan, and duplicates can get in",
                            "start room-service once, which makes its indexes, or create them");
        });
    }

    Step site(ChatContract contract) {
        return Step.of(SITE, () -> {
            Map<String, Long> rooms = database.siteIds();
            String mend = "set loadgen.site to the platform's site id";
            if (rooms.isEmpty()) {
                return pass(SITE, "no rooms but fixtures: nothing speaks against " + contract.site());
            }
            if (!rooms.containsKey(contract.site())) {
                return fail(SITE, "no room of the platform is of site " + contract.site() + ", but of " + rooms, mend);
            }
            return rooms.size() == 1
                    ? pass(SITE, "the platform's rooms are of site " + contract.site())
                    : warn(SITE, "the platform's rooms are of several sites: " + rooms, mend);
        });
    }
}
