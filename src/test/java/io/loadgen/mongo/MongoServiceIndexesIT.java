package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.MissingIndex;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MongoServiceIndexesIT {
    private static final MissingIndex SUBSCRIPTION =
            new MissingIndex("subscriptions", List.of("roomId", "u.account"), true);

    private final TestMongo mongo = new TestMongo();

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void anEmptyDatabaseLacksThemAllAndLookingCreatesNone() {
        assertThat(indexes(ContractVersion.B).missing())
                .hasSize(7)
                .contains(SUBSCRIPTION, new MissingIndex("users", List.of("account"), true));
        assertThat(indexes(ContractVersion.A).missing())
                .hasSize(5)
                .contains(SUBSCRIPTION, new MissingIndex("users", List.of("account"), false));
        assertThat(mongo.database().listCollectionNames()).isEmpty();
    }

    @Test
    void createdOnesAreMissingNoMore() {
        assertThat(indexes(ContractVersion.B).createMissing()).hasSize(7);

        assertThat(indexes(ContractVersion.B).missing()).isEmpty();
        // A's plain index on the account is served by B's unique one.
        assertThat(indexes(ContractVersion.A).missing()).isEmpty();
    }

    @Test
    void contractCNeedsThoseOfContractB() {
        assertThat(indexes(ContractVersion.C).missing())
                .isEqualTo(indexes(ContractVersion.B).missing());
    }

    @Test
    void anIndexThatAdmitsDuplicatesDoesNotCount() {
        mongo.database().getCollection("subscriptions").createIndex(Indexes.ascending("roomId", "u.account"));

        assertThat(indexes(ContractVersion.B).missing()).contains(SUBSCRIPTION);
        assertThat(SUBSCRIPTION).hasToString("subscriptions {roomId, u.account} unique");
    }

    private MongoServiceIndexes indexes(ContractVersion version) {
        return new MongoServiceIndexes(mongo.database(), version);
    }
}
