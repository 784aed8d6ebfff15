package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.ChannelRef;
import io.loadgen.contract.JsonText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to room-service and of the canonical job that it becomes. Lists may be null, which means empty.
 *
 * <p>Immutable; any thread. Source: chat contract §4.1, §13.2.
 *
 * @param roomId the room to add to; may be empty on a request
 * @param users accounts to add
 * @param orgs orgs whose users to add
 * @param channels rooms whose members to add; expanded by room-service only
 * @param history what the new members may read
 * @param historySharedSince what the requester may read from, epoch milliseconds, and so the new members at most; null for
 *     everything, always in contracts A and B
 * @param requesterId the user id of the requester; empty on a request
 * @param requesterAccount the account of the requester; empty on a request
 * @param timestamp when room-service accepted it, epoch milliseconds; 0 on a request
 */
public record AddMembersRequest(
        String roomId,
        @Nullable List<String> users,
        @Nullable List<String> orgs,
        @Nullable List<ChannelRef> channels,
        History history,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long historySharedSince,
        String requesterId,
        String requesterAccount,
        long timestamp) {
    /** Absent strings are empty, lists are copied. */
    public AddMembersRequest {
        roomId = JsonText.orEmpty(roomId);
        users = users == null ? null : List.copyOf(users);
        orgs = orgs == null ? null : List.copyOf(orgs);
        channels = channels == null ? null : List.copyOf(channels);
        // Jackson gives null for an absent object whatever the type says.
        history = Objects.requireNonNullElse(history, new History(""));
        requesterId = JsonText.orEmpty(requesterId);
        requesterAccount = JsonText.orEmpty(requesterAccount);
    }
}
