package io.loadgen.sandbox;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The services' reads and writes. The embedded server has unique indexes only, and uses one only for a query of exactly its
 * keys, with {@code $in} only where the index has a single key; everything else scans. So what is looked up for every add is
 * looked up by {@code _id}, by {@code account}, or by room and account together.
 *
 * <p>Any thread. Source: chat contract §5, §6, §7.
 */
final class ChatDatabase {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> users;
    private final MongoCollection<Document> rooms;
    private final MongoCollection<Document> subscriptions;
    private final MongoCollection<Document> roomMembers;
    private final MongoCollection<Document> apps;

    ChatDatabase(MongoClient mongo, String name) {
        MongoDatabase database = mongo.getDatabase(name);
        users = database.getCollection("users");
        rooms = database.getCollection("rooms");
        subscriptions = database.getCollection("subscriptions");
        roomMembers = database.getCollection("room_members");
        apps = database.getCollection("apps");
    }

    @Nullable
    ChatRoom room(String roomId) {
        Document room = rooms.find(Filters.eq("_id", roomId)).first();
        return room == null ? null : new ChatRoom(room);
    }

    @Nullable
    Document subscription(String roomId, String account) {
        return subscriptions.find(membership(roomId, account)).first();
    }

    private static Bson membership(String roomId, String account) {
        return new Document("roomId", roomId).append("u.account", account);
    }

    List<ChatUser> users(Collection<String> accounts) {
        return users(Filters.in("account", accounts));
    }

    /** Users listed or of one of the orgs, in the order of the database. */
    List<ChatUser> users(Collection<String> accounts, Collection<String> orgs, List<String> orgFields) {
        if (orgs.isEmpty()) {
            return accounts.isEmpty() ? List.of() : users(accounts);
        }
        List<Bson> matches = new ArrayList<>();
        matches.add(Filters.in("account", accounts));
        orgFields.forEach(field -> matches.add(Filters.in(field, orgs)));
        return users(Filters.or(matches));
    }

    private List<ChatUser> users(Bson filter) {
        return users.find(filter).map(ChatUser::of).into(new ArrayList<>());
    }

    /** The documents of an org's users. Scans. */
    List<Document> usersOf(String org, List<String> orgFields) {
        List<Bson> matches =
                orgFields.stream().map(field -> Filters.eq(field, org)).toList();
        return users.find(Filters.or(matches)).into(new ArrayList<>());
    }

    boolean hasUserOf(String org, List<String> orgFields) {
        List<Bson> matches =
                orgFields.stream().map(field -> Filters.eq(field, org)).toList();
        return users.find(Filters.or(matches)).first() != null;
    }

    /** Members of a room by account, at most so many, those subscribed first in front. */
    List<String> subscribedAccounts(String roomId, int limit) {
        return subscriptions
                .find(Filters.eq("roomId", roomId))
                .sort(Sorts.ascending("joinedAt", "_id"))
                .limit(limit)
                .map(ChatDatabase::account)
                .into(new ArrayList<>());
    }

    /** Whose a subscription is. */
    static String account(Document subscription) {
        return ChatUser.text(subscription.get("u", new Document()), "account");
    }

    /** The {@code member} of each room_members row of a room, orgs first, at most so many. */
    List<Document> roomMembers(String roomId, int limit) {
        return roomMembers
                .find(Filters.eq("rid", roomId))
                // "org" sorts behind "individual".
                .sort(Sorts.orderBy(Sorts.descending("member.type"), Sorts.ascending("ts", "_id")))
                .limit(limit)
                .map(row -> row.get("member", new Document()))
                .into(new ArrayList<>());
    }

    boolean hasOrgRow(String roomId) {
        return roomMembers
                        .find(new Document("rid", roomId).append("member.type", "org"))
                        .first()
                != null;
    }

    /** Whether the room has a room_members row of whatever type. */
    boolean hasRow(String roomId) {
        return roomMembers.find(Filters.eq("rid", roomId)).first() != null;
    }

    boolean hasOrgRow(String roomId, String org) {
        Document row = new Document("rid", roomId).append("member.type", "org").append("member.id", org);
        return roomMembers.find(row).first() != null;
    }

    /** Whether an account is that of the assistant of an app, and the app may be used. */
    boolean isEnabledApp(String account) {
        return apps.find(Filters.and(Filters.eq("assistant.name", account), Filters.eq("assistant.enabled", true)))
                        .first()
                != null;
    }

    boolean hasIndividualRow(String roomId, ChatUser user) {
        Document row =
                new Document("rid", roomId).append("member.type", "individual").append("member.id", user.id());
        return roomMembers.find(row).first() != null;
    }

    /** Unordered; rows that are there already are left as they are. */
    void insertRoomMembers(List<Document> rows) {
        insertNew(roomMembers, rows);
    }

    /** Unordered; subscriptions that are there already are left as they are. Gives those that were not. */
    List<Document> insertSubscriptions(List<Document> documents) {
        return insertNew(subscriptions, documents);
    }

    private static List<Document> insertNew(MongoCollection<Document> collection, List<Document> documents) {
        if (documents.isEmpty()) {
            return documents;
        }
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return documents;
        } catch (MongoBulkWriteException e) {
            Set<Integer> refused = new HashSet<>();
            for (BulkWriteError error : e.getWriteErrors()) {
                if (error.getCode() != DUPLICATE_KEY) {
                    throw e;
                }
                refused.add(error.getIndex());
            }
            // The errors are right; the embedded server's count of what was inserted is not.
            List<Document> inserted = new ArrayList<>();
            for (int index = 0; index < documents.size(); index++) {
                if (!refused.contains(index)) {
                    inserted.add(documents.get(index));
                }
            }
            return inserted;
        }
    }

    /** Unordered upserts by room and account. Gives those that inserted. */
    List<Document> upsertSubscriptions(List<Document> documents) {
        if (documents.isEmpty()) {
            return documents;
        }
        List<UpdateOneModel<Document>> upserts =
                documents.stream().map(ChatDatabase::upsert).toList();
        return subscriptions.bulkWrite(upserts, new BulkWriteOptions().ordered(false)).getUpserts().stream()
                .map(BulkWriteUpsert::getIndex)
                .map(documents::get)
                .toList();
    }

    private static UpdateOneModel<Document> upsert(Document subscription) {
        Document onInsert = new Document(subscription);
        Document user = subscription.get("u", new Document());
        onInsert.remove("roomId");
        onInsert.remove("u");
        // The filter gives the account; the rest of the user must not be set as a whole beside it.
        user.forEach((field, value) -> {
            if (!field.equals("account")) {
                onInsert.append("u." + field, value);
            }
        });
        return new UpdateOneModel<>(
                membership(ChatUser.text(subscription, "roomId"), account(subscription)),
                new Document("$setOnInsert", onInsert),
                new UpdateOptions().upsert(true));
    }

    /** Subscriptions of a room, as far as they tell whose they are. Scans. */
    List<Document> subscribers(String roomId) {
        return subscriptions
                .find(Filters.eq("roomId", roomId))
                .projection(Projections.include("u.account", "u.isBot"))
                .into(new ArrayList<>());
    }

    /** Counts up, for rooms that are not counted anew each time. */
    void addCounts(String roomId, long users, long apps, Instant updatedAt) {
        rooms.updateOne(
                Filters.eq("_id", roomId),
                Updates.combine(
                        Updates.inc("userCount", users),
                        Updates.inc("appCount", apps),
                        Updates.set("updatedAt", updatedAt)));
    }

    void setReconciled(String roomId, Instant at) {
        rooms.updateOne(Filters.eq("_id", roomId), Updates.set("countsReconciledAt", at));
    }

    /** Tells that a room has members on other sites, if it does not say so yet. */
    void setCrossSite(String roomId, Instant at) {
        rooms.updateOne(
                Filters.and(Filters.eq("_id", roomId), Filters.ne("crossSite", true)),
                Updates.combine(Updates.set("crossSite", true), Updates.set("crossSiteAt", at)));
    }

    void setCounts(String roomId, long userCount, long appCount, Instant updatedAt) {
        rooms.updateOne(
                Filters.eq("_id", roomId),
                Updates.combine(
                        Updates.set("userCount", userCount),
                        Updates.set("appCount", appCount),
                        Updates.set("updatedAt", updatedAt)));
    }
}
