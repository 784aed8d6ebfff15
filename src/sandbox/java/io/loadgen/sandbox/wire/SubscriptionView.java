package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its owner is told of it. Contract A leaves out all that follows the alert, contract B what only C tells.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5, §13.3.
 *
 * @param id its id
 * @param u whose it is
 * @param roomId the room
 * @param siteId the room's site
 * @param roles roles in the room
 * @param name the room's name
 * @param roomType the room's type
 * @param joinedAt when it began, RFC 3339
 * @param historySharedSince what may be read from, RFC 3339, or null for everything
 * @param hasMention whether a mention waits
 * @param alert whether an alert waits
 * @param muted whether it is muted
 * @param favorite whether it is a favourite
 * @param sectionOrder its place in a section; C only
 * @param open whether it is in lists; C only
 * @param hasGroupMention whether a group mention waits
 * @param hasUnread whether something is unread
 * @param room the room and its key; C only
 */
public record SubscriptionView(
        String id,
        SubscriptionUser u,
        String roomId,
        String siteId,
        List<String> roles,
        String name,
        String roomType,
        String joinedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String historySharedSince,
        boolean hasMention,
        boolean alert,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean muted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean favorite,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sectionOrder,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean open,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean hasGroupMention,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean hasUnread,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RoomView room) {
    /** Copies the roles. */
    public SubscriptionView {
        roles = List.copyOf(roles);
    }
}
