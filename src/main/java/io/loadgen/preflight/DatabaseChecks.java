package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.fixtures.privileges.MissingPrivileges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The platform's database as a whole. Source: chat contract §7, trap T21. */
final class DatabaseChecks {
    static final String MONGO = "mongo";
    static final String SITE = "site-id";
    static final String PERMISSIONS = "mongo-permissions";

    private static final String GRANT =
            "grant these, or the role readWrite on loadgen.mongo.database and on loadgen.mongo.own-database";

    private final DatabaseInspection database;

    DatabaseChecks(DatabaseInspection database) {
        this.database = database;
    }

    Step reachable() {
        return Step.of(MONGO, () -> {
            try {
                return pass(MONGO, "answers within " + SubjectChecks.millis(database.pingNanos()));
            } catch (DatabaseUnreachableException unreachable) {
                return fail(
                        MONGO,
                        "no server can be used: " + unreachable.getMessage(),
                        "mend loadgen.mongo.uri, the network, or the files of loadgen.mongo.tls");
            }
        });
    }

    /** Without those of a run it would end in an error, or leave behind what it cannot remove; a history only waits. */
    Step permissions(PreflightRequest request) {
        return Step.of(PERMISSIONS, () -> {
            Optional<List<MissingPrivileges>> ofRun = database.missing(DatabaseFeature.ofRun(
                    request.indexes() == IndexPolicy.CREATE, request.people().bots() > 0));
            if (ofRun.isEmpty()) {
                return pass(PERMISSIONS, "the server knows no users, or does not tell what they may do");
            }
            List<MissingPrivileges> ofHistory =
                    database.missing(DatabaseFeature.ofHistory()).orElse(List.of());
            if (!ofRun.get().isEmpty()) {
                return fail(PERMISSIONS, lacks(ofRun.get()), GRANT);
            }
            return ofHistory.isEmpty()
                    ? pass(PERMISSIONS, "the user may do all that runs, fixture sets and the history need")
                    : warn(PERMISSIONS, lacks(ofHistory) + "; runs are kept in the spool meanwhile", GRANT);
        });
    }

    private static String lacks(List<MissingPrivileges> missing) {
        return missing.stream()
                .map(MissingPrivileges::toString)
                .collect(Collectors.joining("; ", "the user of loadgen.mongo.username may not: ", ""));
    }

    Step site(ChatContract contract) {
        return Step.of(SITE, () -> {
            Map<String, Long> rooms = database.siteIds();
            String remedy = "set loadgen.site to the platform's site id";
            if (rooms.isEmpty()) {
                return pass(SITE, "no rooms but fixtures: nothing speaks against " + contract.site());
            }
            String looked = lookedAt(rooms);
            if (!rooms.containsKey(contract.site())) {
                return fail(SITE, looked + ", none of site " + contract.site() + ", but of " + rooms, remedy);
            }
            return rooms.size() == 1
                    ? pass(SITE, looked + ", all of site " + contract.site())
                    : warn(SITE, looked + ", of several sites: " + rooms, remedy);
        });
    }

    /** So that nobody takes a sample for all. */
    private static String lookedAt(Map<String, Long> rooms) {
        long read = rooms.values().stream().mapToLong(Long::longValue).sum();
        return read + (read == 1 ? " room" : " rooms") + " of the platform looked at ("
                + DatabaseInspection.MOST_SITES_READ + " at most)";
    }
}
