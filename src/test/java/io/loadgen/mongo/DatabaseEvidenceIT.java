package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import io.loadgen.contract.ContractEvidence;
import io.loadgen.contract.ContractFinding;
import io.loadgen.contract.ContractVersion;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseEvidenceIT {
    private final TestMongo mongo = new TestMongo();

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void plainAccountsAndRoomsWithCreatorAndWithoutKeySpeakForA() throws Exception {
        index("users", false, "account");
        index("subscriptions", true, "roomId", "u.account");
        insert("rooms", new Document("_id", "r").append("createdBy", "u"));
        insert("subscriptions", new Document("roomId", "r").append("u", new Document("account", "a")));

        assertThat(finding().version()).contains(ContractVersion.A);
        assertThat(finding().doubts()).isEmpty();
    }

    @Test
    void uniqueAccountsAndDepartmentsAndBotsAndKeysSpeakForB() throws Exception {
        index("users", true, "account");
        index("users", false, "deptId", "account");
        index("subscriptions", true, "roomId", "u.account");
        index("subscriptions", false, "roomId", "u.isBot");
        insert("rooms", new Document("_id", "r").append("encKey", new Document("ver", 0)));

        assertThat(finding().version()).contains(ContractVersion.B);
        assertThat(finding().doubts()).isEmpty();
    }

    @Test
    void sectionsAndOpenSubscriptionsSpeakForC() throws Exception {
        index("users", true, "account");
        index("subscriptions", true, "roomId", "u.account");
        index("subscriptions", false, "roomId", "u.isBot");
        index("subscriptions", false, "u.account", "sectionId", "sectionOrder");
        insert(
                "subscriptions",
                new Document("roomId", "r").append("open", true).append("u", new Document("isBot", false)));

        assertThat(finding().version()).contains(ContractVersion.C);
        assertThat(finding().doubts()).isEmpty();
    }

    @Test
    void fixturesAndAnEmptyDatabaseTellNothing() throws Exception {
        insert("rooms", new Document("_id", "lg_a_1_r000000").append("encKey", new Document()));
        insert("subscriptions", new Document("roomId", "lg_a_1_r000000").append("open", true));

        assertThat(evidence()).isEmpty();
        assertThat(finding().version()).isEmpty();
    }

    @Test
    void aDatabaseThatSaysBothTellsNoVersion() throws Exception {
        index("users", false, "account");
        insert("rooms", new Document("_id", "r").append("encKey", new Document("ver", 0)));

        assertThat(finding().version()).isEmpty();
        assertThat(finding().explanation())
                .contains("index users {account} is not unique: A", "rooms carry encKey: B or C");
    }

    private void index(String collection, boolean unique, String... fields) {
        Document keys = new Document();
        for (String field : fields) {
            keys.append(field, 1);
        }
        mongo.database().getCollection(collection).createIndex(keys, new IndexOptions().unique(unique));
    }

    private void insert(String collection, Document document) {
        mongo.database().getCollection(collection).insertOne(document);
    }

    private List<ContractEvidence> evidence() throws Exception {
        return new DatabaseEvidence(mongo.database()).gather();
    }

    private ContractFinding finding() throws Exception {
        return new ContractFinding(Optional.empty(), evidence(), List.of());
    }
}
