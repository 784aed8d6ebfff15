package io.loadgen.system;

import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.sandbox.EmbeddedValkey;
import io.loadgen.sandbox.NatsServer;

/** The servers of the sandbox: nats-server is the real one, the others are imitations in this process. */
final class EmbeddedServers implements Servers {
    private final NatsServer nats = NatsServer.start();
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final EmbeddedValkey valkey = EmbeddedValkey.start();

    @Override
    public String natsUrl() {
        return nats.url();
    }

    @Override
    public String mongoUri() {
        return mongo.connectionString();
    }

    @Override
    public String valkeyAddress() {
        return valkey.address();
    }

    @Override
    public void close() {
        valkey.close();
        mongo.close();
        nats.close();
    }
}
