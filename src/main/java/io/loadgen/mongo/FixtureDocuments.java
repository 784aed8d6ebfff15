package io.loadgen.mongo;

import io.loadgen.fixtures.FixturePlan;
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
    private final String site;
    private final Date seededAt = Date.from(FixturePlan.SEEDED_AT);

    FixtureDocuments(FixturePlan plan) {
        this.plan = plan;
        site = plan.spec().site();
    }

    Document user(int user) {
        return new Document("_id", plan.userId(user))
                .append("account", plan.account(user))
                .append("siteId", site)
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
        // The binary must be of subtype 0 and the driver must not turn it into a string (contract §7.1).
        Document key = new Document("priv", new Binary(plan.roomKey(room))).append("ver", 0);
        return new Document("_id", plan.roomId(room))
                .append("name", plan.roomName(room))
                .append("type", CHANNEL)
                .append("createdBy", plan.userId(plan.owner(room)))
                .append("siteId", site)
                .append("userCount", plan.spec().baselineMembers())
                .append("appCount", 0)
                .append("lastMsgId", BLANK)
                .append("createdAt", seededAt)
                .append("updatedAt", seededAt)
                .append("encKey", key);
    }

    /** The subscription of the {@code index}-th baseline member; without a history limit, which adds would inherit in C. */
    Document subscription(int room, int index) {
        int user = plan.baselineMember(room, index);
        String userId = plan.userId(user);
        String userSuffix = userId.substring(plan.spec().prefix().length());
        return new Document("_id", plan.roomId(room) + '_' + userSuffix)
                .append(
                        "u",
                        new Document("_id", userId)
                                .append("account", plan.account(user))
                                .append("isBot", false))
                .append("roomId", plan.roomId(room))
                .append("siteId", site)
                .append("roles", List.of(index == 0 ? "owner" : "member"))
                .append("name", plan.roomName(room))
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
}
