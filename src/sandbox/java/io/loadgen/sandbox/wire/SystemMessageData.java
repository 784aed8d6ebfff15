package io.loadgen.sandbox.wire;

import io.loadgen.contract.ChannelRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was added, as a system message carries it.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param individuals new accounts
 * @param orgs orgs of the request
 * @param channels channels of the request
 * @param addedUsersCount how many accounts are new
 */
public record SystemMessageData(
        @Nullable List<String> individuals,
        @Nullable List<String> orgs,
        @Nullable List<ChannelRef> channels,
        int addedUsersCount) {
    /** Copies the lists. */
    public SystemMessageData {
        individuals = individuals == null ? null : List.copyOf(individuals);
        orgs = orgs == null ? null : List.copyOf(orgs);
        channels = channels == null ? null : List.copyOf(channels);
    }
}
