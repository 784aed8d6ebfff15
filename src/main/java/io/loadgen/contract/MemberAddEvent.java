package io.loadgen.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member event of type {@code member_added}, contracts A and B.
 *
 * <p>Immutable; any thread. Source: chat contract §4.3.
 *
 * @param type {@code member_added}
 * @param roomId the room
 * @param roomName its name
 * @param roomType its type
 * @param accounts accounts newly subscribed, in the order of the database
 * @param siteId the room's site
 * @param requesterAccount who asked
 * @param joinedAt when room-service accepted the request, epoch milliseconds
 * @param historySharedSince what the new members may read from, epoch milliseconds, or null for everything
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
        long timestamp) {
    /** Absent strings are empty, the list is copied. */
    public MemberAddEvent {
        type = ContractJson.orEmpty(type);
        roomId = ContractJson.orEmpty(roomId);
        roomName = ContractJson.orEmpty(roomName);
        roomType = ContractJson.orEmpty(roomType);
        accounts = accounts == null ? null : List.copyOf(accounts);
        siteId = ContractJson.orEmpty(siteId);
        requesterAccount = ContractJson.orEmpty(requesterAccount);
    }
}
