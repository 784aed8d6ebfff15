package io.loadgen.nats;

import java.util.Optional;

/**
 * Another site of the platform, and the connection to its NATS where there is one. Any thread.
 *
 * @param id its site id, empty for none
 * @param link the connection, empty where nobody listens there
 */
public record OtherSite(String id, Optional<NatsLink> link) implements AutoCloseable {
    /** None is known. */
    public static final OtherSite NONE = new OtherSite("", Optional.empty());

    /** The connection, for a site that is this one. */
    Optional<NatsLink> link(String site) {
        return id.equals(site) ? link : Optional.empty();
    }

    /** Ends the connection. */
    @Override
    public void close() {
        link.ifPresent(NatsLink::close);
    }
}
