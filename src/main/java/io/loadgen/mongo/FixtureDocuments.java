package io.loadgen.mongo;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.SourceSubscribers;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The documents of a plan, in the shape that every contract version accepts (contract §7.2 and §13.5). Equal plans give
 * equal bytes. Immutable; any thread.
 */
final class FixtureDocuments {
    private static final String CHANNEL = "channel";
    /** A string field that the services expect and that a fixture leaves blank. */
    private static final String BLANK = "";

    private final FixturePlan plan;
    private final SourceSubscribers subscribers;
    private final boolean withKeys;
    private final String site;
    private final Date seededAt = Date.from(FixturePlan.SEEDED_AT);

    FixtureDocuments(FixturePlan plan, SourceSubscribers subscribers, boolean withKeys) {
        this.plan = plan;
        this.withKeys = withKeys;
        this.subscribers = subscribers;
        site = plan.spec().site();
    }

    Document user(int user) {
        return new Document("_id", plan.userId(user))
                .append("account", plan.account(user))
                .append("siteId", plan.siteOf(user))
                .append("sectId", plan.sectId(user))
                .append("sectName", plan.sectName(user))
                .append("sectTCName", BLANK)
                .append("deptId", plan.deptId(user))
                .append("deptName", plan.deptName(user))
                .append("deptTCName", BLANK)
                .append("engName", plan.engName(user))
                .append("chineseName", plan.chineseName(user))
                .append("employeeId", BLANK)
                .append("statusIsShow", false)
                .append("statusText", BLANK);
    }

    Document room(int room) {
        Document document = room(
                plan.roomId(room),
                plan.roomName(room),
                plan.owner(room),
                new Counts(plan.spec().baselineMembers(), plan.baselineBots(room)),
                plan.roomKey(room));
        if (plan.isRestricted(room)) {
            document.append("restricted", true);
        }
        return plan.isLocal(room) ? document.append("crossSite", false) : document;
    }

    /** The source channel of a block. Its count is that of its subscriptions, as everywhere. */
    Document source(int block) {
        int usersPerBlock = plan.spec().usersPerBlock();
        return room(
                plan.sourceRoomId(block),
                plan.sourceRoomName(block),
                firstUser(block),
                new Counts(usersPerBlock + subscribers.owners(block), plan.isBot(firstUser(block)) ? usersPerBlock : 0),
                plan.sourceKey(block));
    }

    private Document room(String id, String name, int owner, Counts members, byte[] key) {
        Document room = new Document("_id", id)
                .append("name", name)
                .append("type", CHANNEL)
                .append("createdBy", plan.userId(owner))
                .append("siteId", site)
                .append("userCount", members.all() - members.bots())
                .append("appCount", members.bots())
                .append("lastMsgId", BLANK)
                .append("createdAt", seededAt)
                .append("updatedAt", seededAt);
        // The binary must be of subtype 0 and the driver must not turn it into a string (contract §7.1).
        return withKeys ? room.append("encKey", new Document("priv", new Binary(key)).append("ver", 0)) : room;
    }

    /** The subscription of the {@code index}-th baseline member of a room. */
    Document subscription(int room, int index) {
        return subscription(plan.roomId(room), plan.roomName(room), plan.baselineMember(room, index), index == 0);
    }

    /** The subscription of a user to the source channel of a block: one of its own users, or the owner of a room. */
    Document sourceSubscription(int block, int user) {
        return subscription(plan.sourceRoomId(block), plan.sourceRoomName(block), user, user == firstUser(block));
    }

    /** Without a history limit, which adds would inherit in C. */
    private Document subscription(String roomId, String roomName, int user, boolean owner) {
        return new Document("_id", roomId + '_' + suffix(user))
                .append(
                        "u",
                        new Document("_id", plan.userId(user))
                                .append("account", plan.account(user))
                                .append("isBot", plan.isBot(user)))
                .append("roomId", roomId)
                .append("siteId", site)
                .append("roles", List.of(owner ? "owner" : "member"))
                .append("name", roomName)
                .append("roomType", CHANNEL)
                .append("joinedAt", seededAt)
                .append("hasMention", false)
                .append("alert", false)
                .append("muted", false)
                .append("favorite", false)
                .append("hasGroupMention", false)
                .append("hasUnread", false)
                .append("open", true);
    }

    /** The app that makes a bot one that can be added (contract §13.2). */
    Document app(int bot) {
        return new Document("_id", plan.appId(bot))
                .append("name", "Loadgen app of " + plan.account(bot))
                .append("assistant", new Document("name", plan.account(bot)).append("enabled", true));
    }

    /** The row by which a channel add copies a user from the source channel of their block (contract §5). */
    Document sourceMember(int user) {
        String sourceRoomId = plan.sourceRoomId(plan.blockOf(user));
        return new Document("_id", sourceRoomId + '_' + suffix(user))
                .append("rid", sourceRoomId)
                .append("ts", seededAt)
                .append(
                        "member",
                        new Document("id", plan.userId(user))
                                .append("type", "individual")
                                .append("account", plan.account(user)));
    }

    private int firstUser(int block) {
        return block * plan.spec().usersPerBlock();
    }

    private String suffix(int user) {
        return plan.userId(user).substring(plan.prefix().length());
    }

    /** The members of a room. */
    private record Counts(int all, int bots) {}
}
