package io.loadgen.sandbox;

import io.loadgen.sandbox.wire.AddMembersRequest;
import io.loadgen.sandbox.wire.ContractJson;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job of room-worker. Immutable; any thread.
 *
 * @param request the canonical message
 * @param requestId its request id, or one minted for it
 * @param acceptedMillis when it was accepted, epoch milliseconds
 * @param fault what is to go wrong, or null
 */
record MemberJob(
        AddMembersRequest request,
        String requestId,
        long acceptedMillis,
        @Nullable Fault fault) {
    String roomId() {
        return request.roomId();
    }

    Set<String> users() {
        List<String> users = request.users();
        return users == null ? Set.of() : new LinkedHashSet<>(users);
    }

    Set<String> orgs() {
        List<String> orgs = request.orgs();
        return orgs == null ? Set.of() : new LinkedHashSet<>(orgs);
    }

    @Nullable
    Long historySharedSince() {
        return request.history().isRestricted() ? Long.valueOf(acceptedMillis) : request.historySharedSince();
    }

    /** As subscription updates write it. */
    @Nullable
    String historySharedSinceText() {
        Long since = historySharedSince();
        return since == null ? null : ContractJson.time(Instant.ofEpochMilli(since));
    }

    /** Someone who is new in the room, with the id of the subscription. */
    record NewMember(String subscriptionId, ChatUser user, boolean isBot) {
        String account() {
            return user.account();
        }
    }
}
