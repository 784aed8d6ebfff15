package io.loadgen.operations;

import io.loadgen.nats.NatsAddresses;
import java.util.List;
import java.util.Locale;

/**
 * A server as an address names it.
 *
 * @param host its name or address in lower case, an IPv6 address in brackets
 * @param port its port
 */
record HostPort(String host, int port) {
    private static final int MONGO_PORT = 27017;

    /** The servers of NATS addresses with commas between, as the client reads them. */
    static List<HostPort> ofNats(String addresses) {
        return NatsAddresses.parse(addresses).servers().stream()
                .map(server -> new HostPort(server.host().toLowerCase(Locale.ROOT), server.port()))
                .toList();
    }

    /** The servers of a MongoDB connection string, as the driver reads it; of {@code mongodb+srv} the name that they are looked up by. */
    static List<HostPort> ofMongo(String connectionString) {
        return MongoAddress.parse(connectionString, MongoAddress.WITHOUT_DNS).getHosts().stream()
                .map(server -> parse(server, MONGO_PORT))
                .toList();
    }

    /** Reads {@code host} or {@code host:port}. */
    static HostPort parse(String server, int defaultPort) {
        int colon = server.lastIndexOf(':');
        boolean hasPort =
                colon > server.lastIndexOf(']') && server.substring(colon + 1).matches("[0-9]{1,5}");
        String host = hasPort ? server.substring(0, colon) : server;
        return new HostPort(
                host.toLowerCase(Locale.ROOT), hasPort ? Integer.parseInt(server.substring(colon + 1)) : defaultPort);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
