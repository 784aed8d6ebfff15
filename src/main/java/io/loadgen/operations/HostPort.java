package io.loadgen.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A server as an address names it.
 *
 * @param host its name or address in lower case, an IPv6 address in brackets
 * @param port its port
 */
record HostPort(String host, int port) {
    private static final int NATS_PORT = 4222;
    private static final int MONGO_PORT = 27017;

    /** The servers of NATS addresses with commas between, each with or without scheme and user. */
    static List<HostPort> ofNats(String addresses) {
        return all(addresses, NATS_PORT);
    }

    /** The servers of a MongoDB connection string; of {@code mongodb+srv} the name that they are looked up by. */
    static List<HostPort> ofMongo(String connectionString) {
        String servers = connectionString.split("\\?", 2)[0];
        // Before the commas are looked at: a password may have some.
        return all(servers.substring(servers.lastIndexOf('@') + 1), MONGO_PORT);
    }

    private static List<HostPort> all(String addresses, int defaultPort) {
        return Arrays.stream(addresses.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(address -> parse(address, defaultPort))
                .toList();
    }

    /** Reads one server; scheme, user, password and path are left out. */
    static HostPort parse(String address, int defaultPort) {
        int scheme = address.indexOf("://");
        String rest = scheme < 0 ? address : address.substring(scheme + 3);
        rest = rest.substring(rest.lastIndexOf('@') + 1);
        int path = rest.indexOf('/');
        rest = path < 0 ? rest : rest.substring(0, path);
        int colon = rest.lastIndexOf(':');
        boolean hasPort =
                colon > rest.lastIndexOf(']') && rest.substring(colon + 1).matches("[0-9]{1,5}");
        String host = hasPort ? rest.substring(0, colon) : rest;
        return new HostPort(
                host.toLowerCase(Locale.ROOT), hasPort ? Integer.parseInt(rest.substring(colon + 1)) : defaultPort);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
