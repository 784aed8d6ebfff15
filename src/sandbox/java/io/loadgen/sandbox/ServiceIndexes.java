package io.loadgen.sandbox;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;

/**
 * The indexes that room-service ensures at its start, as far as adding members goes. The embedded server lists those that are not
 * unique and ignores them otherwise, so {@code users.account} is unique here in every version: in contract A it is not,
 * but each look-up of an account would scan all users. Source: chat contract §7,
 * §13.5.
 */
final class ServiceIndexes {
    private static final IndexOptions UNIQUE = new IndexOptions().unique(true);

    private ServiceIndexes() {}

    static void ensure(MongoClient mongo, String name, ContractVersion version) {
        MongoDatabase database = mongo.getDatabase(name);
        var users = database.getCollection("users");
        users.createIndex(Indexes.ascending("account"), UNIQUE);
        users.createIndex(Indexes.ascending("sectId", "account"));
        var subscriptions = database.getCollection("subscriptions");
        subscriptions.createIndex(Indexes.ascending("roomId", "u.account"), UNIQUE);
        subscriptions.createIndex(Indexes.ascending("roomId", "lastSeenAt"));
        subscriptions.createIndex(Indexes.ascending("u.account", "name"));
        var roomMembers = database.getCollection("room_members");
        roomMembers.createIndex(Indexes.ascending("rid"));
        roomMembers.createIndex(Indexes.ascending("rid", "member.type", "member.id"), UNIQUE);
        if (version != ContractVersion.A) {
            users.createIndex(Indexes.ascending("deptId", "account"));
            subscriptions.createIndex(Indexes.ascending("roomId", "u.isBot"));
            subscriptions.createIndex(Indexes.ascending("roomId", "joinedAt", "_id"));
            subscriptions.createIndex(Indexes.ascending("roomId", "roles"));
        }
        if (version == ContractVersion.C) {
            subscriptions.createIndex(Indexes.ascending("u.account", "sectionId", "sectionOrder"));
        }
    }
}
