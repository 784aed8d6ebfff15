package io.loadgen.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.IndexCreation.Conflict;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.fixtures.indexes.MissingIndex;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexCheckTests {
    private static final MissingIndex ROOM =
            new MissingIndex("room_members", List.of("rid"), false, "room-service", null);
    private static final MissingIndex ACCOUNT =
            new MissingIndex("users", List.of("account"), true, "user-service", null);
    private static final MissingIndex OBSTRUCTED =
            new MissingIndex("users", List.of("account"), true, "user-service", "account_1");
    private static final String ASK =
            ", or restart what runs already: indexes are made at the start; or have exactly the"
                    + " missing ones made: POST /api/v1/preflight with {\"indexes\": \"create\"}";

    @Test
    void theServiceThatMakesAnIndexIsTheOneToStart() throws Exception {
        PreflightCheck check = reported(ACCOUNT);

        assertThat(check.status()).isEqualTo(CheckStatus.FAIL);
        assertThat(check.finding()).startsWith("missing of user-service: users {account} unique; ");
        assertThat(check.remedy()).isEqualTo("start user-service" + ASK);
    }

    @Test
    void eachServiceHasItsOwn() throws Exception {
        PreflightCheck check = reported(ROOM, ACCOUNT);

        assertThat(check.finding())
                .startsWith("missing of room-service: room_members {rid}; of user-service: users {account} unique; ");
        assertThat(check.remedy()).isEqualTo("start room-service and user-service" + ASK);
    }

    @Test
    void whatIsInTheWayGoesFirst() throws Exception {
        assertThat(reported(OBSTRUCTED).remedy())
                .isEqualTo("drop index account_1 of users, which is in the way; start user-service" + ASK);
    }

    @Test
    void nothingIsMadeUnlessItIsAskedFor() throws Exception {
        Indexes none = new Indexes(List.of(), new IndexCreation(List.of(ROOM), List.of()));

        assertThat(look(none, IndexPolicy.REPORT))
                .isEqualTo(PreflightCheck.pass("indexes", "all indexes of the add path are there"));
    }

    @Test
    void whatWasMadeIsTold() throws Exception {
        Indexes made = new Indexes(List.of(ROOM, ACCOUNT), new IndexCreation(List.of(ROOM, ACCOUNT), List.of()));

        assertThat(look(made, IndexPolicy.CREATE))
                .isEqualTo(PreflightCheck.pass(
                        "indexes",
                        "made: room_members {rid}, users {account} unique; all indexes of the add path are there"));
    }

    @Test
    void whatCannotBeMadeFailsWithItsCauseBesideWhatWasMade() throws Exception {
        Conflict conflict = new Conflict(OBSTRUCTED, "an index has its name", "drop index account_1 of users");
        PreflightCheck check = look(
                new Indexes(List.of(ROOM, OBSTRUCTED), new IndexCreation(List.of(ROOM), List.of(conflict))),
                IndexPolicy.CREATE);

        assertThat(check.status()).isEqualTo(CheckStatus.FAIL);
        assertThat(check.finding())
                .startsWith("made: room_members {rid}; users {account} unique cannot be made: an index has its name; ");
        assertThat(check.remedy()).isEqualTo("drop index account_1 of users; then ask again");
    }

    private static PreflightCheck reported(MissingIndex... missing) throws Exception {
        return look(new Indexes(List.of(missing), new IndexCreation(List.of(), List.of())), IndexPolicy.REPORT);
    }

    private static PreflightCheck look(ServiceIndexes indexes, IndexPolicy policy) throws Exception {
        return new IndexCheck(indexes)
                .step(ContractVersion.C, policy)
                .look()
                .call()
                .getFirst();
    }

    private record Indexes(List<MissingIndex> missing, IndexCreation creation) implements ServiceIndexes {
        @Override
        public List<MissingIndex> missing(ContractVersion version) {
            return missing;
        }

        @Override
        public IndexCreation createMissing(ContractVersion version) {
            return creation;
        }
    }
}
