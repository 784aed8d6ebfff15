package io.loadgen.system;

import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.sandbox.EmbeddedValkey;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import java.util.Optional;

/** The servers of the sandbox: nats-server is the real one, the others are imitations in this process. */
final class EmbeddedServers implements Servers {
    private final NatsServer nats;
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final EmbeddedValkey valkey = EmbeddedValkey.start();

    EmbeddedServers() {
        this(NatsServer.start());
    }

    private EmbeddedServers(NatsServer nats) {
        this.nats = nats;
    }

    /** With settings of nats-server's own, in its language. */
    static EmbeddedServers configured(String settings) {
        return new EmbeddedServers(NatsServer.start(
                NatsServerBinary.onThisMachine(Optional.empty()).locate(), settings));
    }

    NatsServer nats() {
        return nats;
    }

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
