package io.loadgen.nats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to reach the NATS servers of the system under test.
 *
 * @param servers addresses, tried in turn
 * @param credentials who we are
 * @param tls how to encrypt, empty for a connection in the clear; see {@link NatsTls}
 * @param connectTimeout the longest wait for one server
 */
public record NatsSettings(
        List<String> servers, NatsCredentials credentials, Optional<SSLContext> tls, Duration connectTimeout) {
    /** Checks the settings. */
    public NatsSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers must name at least one address, was empty");
        }
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException("connectTimeout must be above 0s, was " + connectTimeout);
        }
    }

    /**
     * Servers that ask for nothing.
     *
     * @param servers addresses, tried in turn
     * @param connectTimeout the longest wait for one server
     */
    public NatsSettings(List<String> servers, Duration connectTimeout) {
        this(servers, new NatsCredentials.None(), Optional.empty(), connectTimeout);
    }
}
