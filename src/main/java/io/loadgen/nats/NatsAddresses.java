package io.loadgen.nats;

import io.nats.client.support.NatsUri;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of servers, taken apart as the client does. Who we are is no part of an address from here on, since addresses are
 * logged and shown.
 *
 * <p>Immutable; any thread.
 *
 * @param servers the servers, at least one
 * @param user whom the addresses name, empty when they name nobody
 */
public record NatsAddresses(List<Server> servers, Optional<NatsCredentials> user) {
    /** Copies the list. */
    public NatsAddresses {
        servers = List.copyOf(servers);
    }

    /**
     * One server.
     *
     * @param scheme how to speak to it, such as {@code nats} or {@code tls}
     * @param host its name, or its address, one of IPv6 in brackets
     * @param port its port
     */
    public record Server(String scheme, String host, int port) {
        /** As an address without a user. */
        @Override
        public String toString() {
            return scheme + "://" + host + ":" + port;
        }
    }

    /**
     * Reads addresses.
     *
     * @param addresses with commas between, each with or without scheme, user and port
     * @return what they say
     * @throws IllegalArgumentException when one cannot be read or they name different users; no message shows a user
     */
    public static NatsAddresses parse(String addresses) {
        List<NatsUri> uris = Arrays.stream(addresses.split(",", -1))
                .map(String::strip)
                .map(NatsAddresses::uri)
                .toList();
        List<NatsCredentials> users = uris.stream()
                .flatMap(uri -> Optional.ofNullable(user(uri)).stream())
                .distinct()
                .toList();
        if (users.size() > 1) {
            throw new IllegalArgumentException("addresses of one user, and name several");
        }
        return new NatsAddresses(
                uris.stream()
                        .map(uri -> new Server(uri.getScheme(), uri.getHost(), uri.getPort()))
                        .toList(),
                users.stream().findFirst());
    }

    private static NatsUri uri(String address) {
        String shown = address.substring(address.lastIndexOf('@') + 1);
        try {
            NatsUri uri = new NatsUri(address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            // Not named as the cause, since its message repeats the address, and the address may hold a password.
        }
        throw new IllegalArgumentException("an address such as nats://localhost:4222, was " + shown);
    }

    /** As the client takes it: a name alone is a token. */
    private static @Nullable NatsCredentials user(NatsUri uri) {
        String given = uri.getUri().getRawUserInfo();
        if (given == null || given.isEmpty()) {
            return null;
        }
        String[] parts = given.split(":", 2);
        return parts.length == 1
                ? new NatsCredentials.Token(decoded(given))
                : new NatsCredentials.UserPassword(decoded(parts[0]), decoded(parts[1]));
    }

    private static String decoded(String part) {
        // A plus sign stands for itself in an address.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
