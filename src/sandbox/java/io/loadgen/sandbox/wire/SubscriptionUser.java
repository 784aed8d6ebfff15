package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whose a subscription is.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param id the user id
 * @param account the account
 * @param isBot whether it is a bot; null in contract A, which does not tell
 */
public record SubscriptionUser(
        String id,
        String account,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean isBot) {}
