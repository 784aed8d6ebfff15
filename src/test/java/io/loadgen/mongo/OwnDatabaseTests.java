package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OwnDatabaseTests {
    @Test
    void whatDecidesIsReadFromThePrimaryWhateverTheAddressSays() {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:1/?readPreference=secondary&w=0")) {
            OwnDatabase own = new OwnDatabase(client, "loadgen");
            List<MongoCollection<Document>> used = List.of(
                    own.collection("leases"),
                    own.view("leases"),
                    own.records().getCollection("fixtures"),
                    own.recordsView().getCollection("fixtures"));

            assertThat(client.getDatabase("loadgen").getReadPreference()).isEqualTo(ReadPreference.secondary());
            assertThat(used).allSatisfy(collection -> {
                assertThat(collection.getReadPreference()).isEqualTo(ReadPreference.primary());
                assertThat(collection.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
            });
        }
    }
}
