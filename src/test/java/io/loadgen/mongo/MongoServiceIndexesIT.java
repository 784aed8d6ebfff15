package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.MissingIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class MongoServiceIndexesIT {
    private static final MissingIndex SUBSCRIPTION =
            new MissingIndex("subscriptions", List.of("roomId", "u.account"), true, "room-service", null);

    private final TestMongo mongo = new TestMongo();
    private final MongoServiceIndexes indexes = new MongoServiceIndexes(mongo.database());

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void anEmptyDatabaseLacksThemAllAndLookingCreatesNone() {
        assertThat(indexes.missing(ContractVersion.B))
                .hasSize(7)
                .contains(SUBSCRIPTION, account(true, "room-service", null))
                .extracting(MissingIndex::service)
                .containsOnly("room-service");
        assertThat(indexes.missing(ContractVersion.A))
                .hasSize(5)
                .contains(SUBSCRIPTION, account(false, "room-service", null));
        assertThat(mongo.database().listCollectionNames()).isEmpty();
    }

    @Test
    void inContractCTheAccountsAreOfUserServiceAndAllElseIsAsInB() {
        List<MissingIndex> missing = indexes.missing(ContractVersion.C);

        assertThat(missing)
                .filteredOn(index -> index.service().equals("user-service"))
                .containsExactly(account(true, "user-service", null));
        assertThat(missing)
                .extracting(MissingIndex::toString)
                .containsExactlyElementsOf(indexes.missing(ContractVersion.B).stream()
                        .map(MissingIndex::toString)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void exactlyTheMissingOnesAreMadeAsTheServicesMakeThem(ContractVersion version) throws Exception {
        mongo.database().getCollection("users").createIndex(Indexes.ascending("sectId", "account"));
        mongo.database().getCollection("rooms").insertOne(new Document("_id", "r"));
        Map<String, String> before = mongo.fingerprint();
        List<MissingIndex> missing = indexes.missing(version);

        assertThat(indexes.createMissing(version)).isEqualTo(new IndexCreation(missing, List.of()));

        assertThat(missing).hasSize(version == ContractVersion.A ? 4 : 6);
        assertThat(indexes.missing(version)).isEmpty();
        assertThat(mongo.fingerprint()).containsAllEntriesOf(before);
        assertThat(namesAndUniqueness("users"))
                .containsEntry("account_1", version != ContractVersion.A)
                .containsEntry("sectId_1_account_1", false);
        assertThat(namesAndUniqueness("subscriptions")).containsEntry("roomId_1_u.account_1", true);
        assertThat(namesAndUniqueness("room_members")).containsEntry("rid_1_member.type_1_member.id_1", true);
        Map<String, String> after = mongo.fingerprint();
        assertThat(indexes.createMissing(version)).isEqualTo(new IndexCreation(List.of(), List.of()));
        assertThat(mongo.fingerprint()).isEqualTo(after);
    }

    private Map<String, Boolean> namesAndUniqueness(String collection) {
        return mongo.database().getCollection(collection).listIndexes().into(new ArrayList<>()).stream()
                .collect(
                        Collectors.toMap(index -> index.getString("name"), index -> index.getBoolean("unique", false)));
    }

    @Test
    void oneThatIsUniqueBeyondNeedServes() {
        indexes.createMissing(ContractVersion.B);

        assertThat(indexes.missing(ContractVersion.A)).isEmpty();
    }

    @Test
    void anIndexThatAdmitsDuplicatesIsInTheWayAndStays() throws Exception {
        mongo.database().getCollection("users").createIndex(Indexes.ascending("account"));
        MissingIndex account = account(true, "user-service", "account_1");
        String before = mongo.fingerprint().get("users.account_1");

        assertThat(indexes.missing(ContractVersion.C)).contains(account);
        IndexCreation creation = indexes.createMissing(ContractVersion.C);

        assertThat(creation.created()).hasSize(6).doesNotContain(account);
        assertThat(creation.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.index()).isEqualTo(account);
            assertThat(conflict.cause()).contains("same name as the requested index");
            assertThat(conflict.remedy()).isEqualTo("drop index account_1 of users");
        });
        assertThat(mongo.fingerprint()).containsEntry("users.account_1", before);
    }

    @Test
    void theRemedyOfAConflictWorksToTheLetter() {
        mongo.database().getCollection("users").createIndex(Indexes.ascending("account"));
        mongo.database().getCollection("users").dropIndex("account_1");

        assertThat(indexes.createMissing(ContractVersion.B).conflicts()).isEmpty();
        assertThat(indexes.missing(ContractVersion.B)).isEmpty();
    }

    @Test
    void documentsThatAUniqueIndexDoesNotAdmitAreTold() {
        mongo.database()
                .getCollection("users")
                .insertMany(List.of(new Document("account", "twin"), new Document("account", "twin")));

        IndexCreation creation = indexes.createMissing(ContractVersion.B);

        assertThat(creation.created()).hasSize(6);
        assertThat(creation.conflictsTold())
                .startsWith("users {account} unique cannot be made: ")
                .contains("duplicate key", "twin");
        assertThat(creation.remedies())
                .isEqualTo("remove the documents of users that have the same account as another one");
        assertThat(indexes.missing(ContractVersion.B)).containsExactly(account(true, "room-service", null));
    }

    @Test
    void anIndexOfSomeDocumentsOnlyDoesNotServe() {
        mongo.database()
                .getCollection("subscriptions")
                .createIndex(
                        Indexes.ascending("roomId", "u.account"),
                        new IndexOptions().unique(true).partialFilterExpression(new Document("open", true)));

        assertThat(indexes.missing(ContractVersion.B))
                .filteredOn(index -> index.toString().equals(SUBSCRIPTION.toString()))
                .extracting(MissingIndex::inTheWay)
                .containsExactly("roomId_1_u.account_1");
        assertThat(SUBSCRIPTION).hasToString("subscriptions {roomId, u.account} unique");
    }

    private static MissingIndex account(boolean unique, String service, @Nullable String inTheWay) {
        return new MissingIndex("users", List.of("account"), unique, service, inTheWay);
    }
}
