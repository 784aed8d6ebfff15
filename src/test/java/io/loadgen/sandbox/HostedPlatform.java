package io.loadgen.sandbox;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.KeyStore;
import io.nats.client.Options;

/** The simulated services on servers that are somebody else's. Any thread. */
public final class HostedPlatform implements AutoCloseable {
    private final ClosingStack parts;

    private HostedPlatform(ClosingStack parts) {
        this.parts = parts;
    }

    /**
     * Starts the services; when it returns, requests are answered.
     *
     * @param natsUrl of a server with JetStream
     * @param mongoUri a connection string without a database
     * @param valkeyAddress where contract A has its room keys: host and port with a colon between
     * @param settings which database, site and contract, and how the services behave
     * @return the running services, the caller's to close; the servers are not closed with them
     * @throws Exception when a server cannot be reached or refuses what the services need
     */
    public static HostedPlatform start(String natsUrl, String mongoUri, String valkeyAddress, SandboxSettings settings)
            throws Exception {
        ClosingStack parts = new ClosingStack();
        try {
            MongoClient mongo = parts.add("The Mongo client of the services", MongoClients.create(mongoUri));
            RoomKeys keys = keysAreInValkey(settings)
                    ? parts.add("The Valkey client of the services", new KeysInValkey(valkeyAddress))
                    : RoomKeys.inDocuments();
            parts.add(
                    "The simulated platform",
                    SimulatedPlatform.start(
                            Options.builder().server(natsUrl).build(),
                            mongo,
                            settings.database(),
                            settings.site(),
                            settings.simulator(),
                            keys));
            return new HostedPlatform(parts);
        } catch (Exception e) {
            parts.close();
            throw e;
        }
    }

    private static boolean keysAreInValkey(SandboxSettings settings) {
        return ChatContract.of(settings.simulator().version(), settings.site()).keyStore() == KeyStore.VALKEY;
    }

    @Override
    public void close() {
        parts.close();
    }
}
