package io.loadgen.sandbox;

import io.loadgen.sandbox.MemberJob.NewMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * What room-worker writes: subscriptions, room_members rows, counts.
 *
 * <p>Any thread. Source: chat contract §6 steps 8 to 10, §7, §13.4, §13.5.
 */
final class MemberWrites {
    private final WorkerRules rules;
    private final ChatDatabase database;
    private final WorkerReads reads;
    private final RoomMemberships memberships;

    MemberWrites(WorkerRules rules, ChatDatabase database, WorkerReads reads, RoomMemberships memberships) {
        this.rules = rules;
        this.database = database;
        this.reads = reads;
        this.memberships = memberships;
    }

    /** Writes all of it; gives the room as it is to be told. */
    ChatRoom write(Addition addition, ChatRoom room, boolean hadRows) throws JobFailedException {
        MemberJob job = addition.job();
        if (job.fault() == Fault.LOSE_WRITES) {
            return room;
        }
        boolean backfills = addition.hasOrgs() && !hadRows;
        List<String> earlier = backfills ? database.subscribedAccounts(room.id(), 0) : List.of();
        return memberships.write(
                room.id(), addition.hasOrgs(), () -> writeSubscriptions(job, room, addition.added()), () -> {
                    writeRoomMembers(job, addition.individuals());
                    if (backfills) {
                        backfill(job, earlier);
                    }
                    if (job.fault() == Fault.FAIL_JOB_AFTER_WRITES) {
                        throw JobFailedException.retried("fault after the writes", null);
                    }
                });
    }

    private List<Document> writeSubscriptions(MemberJob job, ChatRoom room, List<NewMember> added) {
        return rules.insertSubscriptions(
                database,
                added.stream().map(member -> subscription(job, room, member)).toList());
    }

    private Document subscription(MemberJob job, ChatRoom room, NewMember member) {
        Document user = new Document("_id", member.user().id()).append("account", member.account());
        Document subscription = new Document("_id", member.subscriptionId())
                .append("u", user)
                .append("roomId", room.id())
                .append("siteId", room.siteId())
                .append("roles", List.of("member"))
                .append("name", room.name())
                .append("roomType", room.type())
                .append("joinedAt", Instant.ofEpochMilli(job.acceptedMillis()));
        Long sharedSince = job.historySharedSince();
        if (sharedSince != null) {
            subscription.append("historySharedSince", Instant.ofEpochMilli(sharedSince));
        }
        subscription.append("hasMention", false).append("alert", false);
        rules.completeSubscription(subscription, user, member.isBot());
        return subscription;
    }

    private void writeRoomMembers(MemberJob job, List<ChatUser> individuals) {
        List<Document> rows = new ArrayList<>();
        for (String org : job.orgs()) {
            rows.add(row(job, new Document("id", org).append("type", "org")));
        }
        individuals.forEach(user -> rows.add(individual(job, user)));
        database.insertRoomMembers(rows);
    }

    /** With the first org of a room every earlier member gets a row, or would vanish from its list of members. */
    private void backfill(MemberJob job, Collection<String> earlier) throws JobFailedException {
        if (earlier.isEmpty()) {
            return;
        }
        Map<String, ChatUser> users = new HashMap<>();
        reads.users(earlier).forEach(user -> users.put(user.account(), user));
        List<Document> rows = new ArrayList<>();
        for (String account : earlier) {
            ChatUser user = users.get(account);
            if (user != null) {
                rows.add(individual(job, user));
            } else if (rules.insistsOnBackfill()) {
                throw JobFailedException.permanent(
                        "not_found",
                        "user_not_found",
                        "backfill user " + account + " not found in room.member.add (room " + job.roomId() + ")");
            }
        }
        database.insertRoomMembers(rows);
    }

    private static Document individual(MemberJob job, ChatUser user) {
        return row(
                job, new Document("id", user.id()).append("type", "individual").append("account", user.account()));
    }

    private static Document row(MemberJob job, Document member) {
        return new Document("_id", UuidV7.compact())
                .append("rid", job.roomId())
                .append("ts", Instant.ofEpochMilli(job.acceptedMillis()))
                .append("member", member);
    }
}
