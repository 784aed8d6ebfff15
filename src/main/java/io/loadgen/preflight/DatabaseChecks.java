package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.DatabaseUnreachableException;
import java.util.Map;

/** The platform's database as a whole. Source: chat contract §7, trap T21. */
final class DatabaseChecks {
    static final String MONGO = "mongo";
    static final String SITE = "site-id";

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
