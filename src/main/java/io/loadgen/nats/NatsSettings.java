package io.loadgen.nats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the NATS servers of the system under test.
 *
 * @param servers addresses, tried in turn
 * @param credentialsFile a {@code .creds} file with JWT and seed
 * @param connectTimeout the longest wait for one server
 */
public record NatsSettings(List<String> servers, Optional<String> credentialsFile, Duration connectTimeout) {
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
}
