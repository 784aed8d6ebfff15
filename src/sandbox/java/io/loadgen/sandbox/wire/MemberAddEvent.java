package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member event of type {@code member_added}. Contracts A and B name accounts; contract C names members, and accounts only in
 * the copies for inboxes.
 *
 * <p>Immutable; any thread. Source: chat contract §4.3, §13.3.
 *
 * @param type {@code member_added}
 * @param roomId the room
 * @param roomName its name
 * @param roomType its type
 * @param accounts accounts newly subscribed, in the order of the database, or null where members are named
 * @param siteId the room's site
 * @param requesterAccount who asked
 * @param joinedAt when room-service accepted the request, epoch milliseconds
 * @param historySharedSince what the new members may read from, epoch milliseconds, or null for everything
 * @param members orgs added, then accounts listed that are new in one way or another; null where accounts are named
 * @param timestamp when the event was made, epoch milliseconds
 */
public record MemberAddEvent(
        String type,
        String roomId,
        String roomName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String roomType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> accounts,
        String siteId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requesterAccount,
        long joinedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long historySharedSince,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EventMember> members,
        long timestamp) {
    /** Absent strings are empty, lists are copied. */
    public MemberAddEvent {
        type = JsonText.orEmpty(type);
        roomId = JsonText.orEmpty(roomId);
        roomName = JsonText.orEmpty(roomName);
        roomType = JsonText.orEmpty(roomType);
        accounts = accounts == null ? null : List.copyOf(accounts);
        siteId = JsonText.orEmpty(siteId);
        members = members == null ? null : List.copyOf(members);
        requesterAccount = JsonText.orEmpty(requesterAccount);
    }
}
