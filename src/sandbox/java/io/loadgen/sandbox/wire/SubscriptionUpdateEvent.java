package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Tells a new member of the subscription.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param userId the new member's user id
 * @param subscription what it is now
 * @param action {@code added}
 * @param roomName the room's name; empty in contract A
 * @param timestamp when the event was made, epoch milliseconds
 */
public record SubscriptionUpdateEvent(
        String userId,
        SubscriptionView subscription,
        String action,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String roomName,
        long timestamp) {}
