package io.loadgen.injection;

import io.loadgen.spec.InjectMode;
import java.util.Optional;

/**
 * What a session injects and observes.
 *
 * @param mode where requests enter
 * @param observeHandoff whether the canonical subject is watched
 * @param otherSite the site whose outbox messages are watched, and where the platform can be heard their arrivals; empty for none
 */
public record SessionOptions(InjectMode mode, boolean observeHandoff, Optional<String> otherSite) {
    /**
     * Watches no outbox.
     *
     * @param mode where requests enter
     * @param observeHandoff whether the canonical subject is watched
     */
    public SessionOptions(InjectMode mode, boolean observeHandoff) {
        this(mode, observeHandoff, Optional.empty());
    }
}
