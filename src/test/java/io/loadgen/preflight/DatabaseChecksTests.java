package io.loadgen.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.fixtures.privileges.MissingPrivileges;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatabaseChecksTests {
    private static final MissingPrivileges AUDIT =
            new MissingPrivileges(DatabaseFeature.AUDIT, "chat", "rooms", List.of("find"));
    private static final MissingPrivileges SEEDING =
            new MissingPrivileges(DatabaseFeature.SEEDING, "chat", "users", List.of("insert", "remove"));
    private static final MissingPrivileges INDEXES =
            new MissingPrivileges(DatabaseFeature.INDEXES, "chat", "users", List.of("createIndex"));
    private static final MissingPrivileges HISTORY =
            new MissingPrivileges(DatabaseFeature.HISTORY, "loadgen", "parts", List.of("update"));

    @Test
    void whatARunNeedsIsNamedByFeature() throws Exception {
        PreflightCheck check = look(Optional.of(List.of(SEEDING, AUDIT, HISTORY)), IndexPolicy.REPORT);

        assertThat(check.status()).isEqualTo(CheckStatus.FAIL);
        assertThat(check.finding())
                .isEqualTo("the user of loadgen.mongo.username may not: seeding, reset, teardown: insert, remove on"
                        + " chat.users; audit: find on chat.rooms");
        assertThat(check.remedy()).contains("readWrite on loadgen.mongo.database");
    }

    @Test
    void indexesNeedMoreOnlyWhereTheyAreToBeMade() throws Exception {
        Optional<List<MissingPrivileges>> missing = Optional.of(List.of(INDEXES));

        assertThat(look(missing, IndexPolicy.REPORT).status()).isEqualTo(CheckStatus.PASS);
        assertThat(look(missing, IndexPolicy.CREATE).finding()).contains("indexes: create: createIndex on chat.users");
    }

    @Test
    void aRunCanDoWithoutItsHistoryForAWhile() throws Exception {
        PreflightCheck check = look(Optional.of(List.of(HISTORY)), IndexPolicy.REPORT);

        assertThat(check.status()).isEqualTo(CheckStatus.WARN);
        assertThat(check.finding()).contains("history: update on loadgen.parts", "spool");
    }

    @Test
    void aServerThatDoesNotTellIsNoReasonToRefuse() throws Exception {
        PreflightCheck check = look(Optional.empty(), IndexPolicy.REPORT);

        assertThat(check.status()).isEqualTo(CheckStatus.PASS);
        assertThat(check.finding()).contains("does not tell");
    }

    private static PreflightCheck look(Optional<List<MissingPrivileges>> missing, IndexPolicy indexes)
            throws Exception {
        return new DatabaseChecks(new Database(missing))
                .permissions(new PreflightRequest(
                        Optional.empty(), InjectMode.FRONTDOOR, ShapeMix.users(), 1, Optional.empty(), indexes))
                .look()
                .call()
                .getFirst();
    }

    private record Database(Optional<List<MissingPrivileges>> missing) implements DatabaseInspection {
        @Override
        public Optional<List<MissingPrivileges>> missing(Set<DatabaseFeature> features) {
            return missing.map(all -> all.stream()
                    .filter(each -> features.contains(each.feature()))
                    .toList());
        }

        @Override
        public long pingNanos() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Long> siteIds() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FixtureInspection inspect(FixturePlan plan) {
            throw new UnsupportedOperationException();
        }
    }
}
