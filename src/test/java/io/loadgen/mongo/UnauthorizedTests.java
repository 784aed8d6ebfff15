package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import io.loadgen.fixtures.DatabaseRefusesException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnauthorizedTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { find: "rooms", filter: { _id: "r" } }                | find on chat.rooms (preflight, seeding, reset, teardown, audit)
                    { aggregate: "users", pipeline: [], cursor: {} }       | find on chat.users (preflight, seeding, reset, teardown)
                    { count: "users", query: {} }                          | find on chat.users (preflight, seeding, reset, teardown)
                    { distinct: "room_members", key: "rid" }               | find on chat.room_members (preflight, seeding, reset, teardown, runs, audit)
                    { insert: "users", ordered: false, lsid: { id: UUID("6 | insert on chat.users (seeding, reset, teardown)
                    { delete: "room_members", ordered: true }              | remove on chat.room_members (seeding, reset, teardown)
                    { findAndModify: "leases", query: {} }                 | update on chat.leases (run lease)
                    { listIndexes: "users", cursor: {} }                   | listIndexes on chat.users (preflight)
                    { createIndexes: "users", indexes: [] }                | createIndex on chat.users (indexes: create)
                    { collStats: "elsewhere" }                             | collStats on chat.elsewhere
                    """)
    void theActionAndTheCollectionAreReadFromTheServersWords(String command, String told) {
        assertThat(Unauthorized.of(refused("not authorized on chat to execute command " + command))
                        .orElseThrow())
                .hasToString(told);
        assertThatThrownBy(() -> Reach.reaching(() -> {
                    throw refused("not authorized on chat to execute command " + command);
                }))
                .isInstanceOf(DatabaseRefusesException.class)
                .hasMessage("MongoDB does not let the user of loadgen.mongo.username (MONGO_USERNAME) do " + told
                        + ": grant it, or readWrite on loadgen.mongo.database and on loadgen.mongo.own-database");
    }

    @Test
    void anotherServersWordsAreNotReadButItsCodeIs() {
        assertThatThrownBy(() -> Reach.reaching(() -> {
                    throw refused("Authorization failure");
                }))
                .isInstanceOf(DatabaseRefusesException.class)
                .hasMessageContaining("do this: grant it");
    }

    private static MongoException refused(String words) {
        return new MongoCommandException(
                BsonDocument.parse("{ok: 0, code: 13, codeName: 'Unauthorized'}")
                        .append("errmsg", new BsonString(words)),
                new ServerAddress());
    }
}
