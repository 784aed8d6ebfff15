package io.loadgen.nats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to reach the NATS servers of the system under test.
 *
 * @param servers addresses, tried in turn
 * @param followDiscovered whether servers that these tell of are tried, too
 * @param credentials who we are
 * @param tls how to encrypt, empty for a connection in the clear; see {@link NatsTls}
 * @param tlsFirst whether the servers wait for the encryption before they say anything; needs {@code tls}
 * @param connectTimeout the longest wait for one server
 * @param account what the account has names of its own for
 */
public record NatsSettings(
        List<String> servers,
        boolean followDiscovered,
        NatsCredentials credentials,
        Optional<SSLContext> tls,
        boolean tlsFirst,
        Duration connectTimeout,
        NatsAccount account) {
    /** Checks the settings. */
    public NatsSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers must name at least one address, was empty");
        }
        if (tlsFirst && tls.isEmpty()) {
            throw new IllegalArgumentException("tlsFirst must be false without tls, was true");
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
        this(servers, true, new NatsCredentials.None(), Optional.empty(), false, connectTimeout, NatsAccount.USUAL);
    }
}
