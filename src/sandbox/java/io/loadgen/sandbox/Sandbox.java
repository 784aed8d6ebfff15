package io.loadgen.sandbox;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.KeyStore;
import io.nats.client.JetStreamApiException;
import io.nats.client.Options;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform on this machine: a real nats-server, an embedded server of MongoDB's protocol and in contract A one of Valkey's, and the
 * simulated services, all on free loopback ports.
 *
 * <p>Any thread may call; {@link #close()} takes effect once.
 */
public final class Sandbox implements AutoCloseable {
    /** The services come back after a kill and restart of nats-server, however long that takes. */
    private static final int WITHOUT_END = -1;

    private final ClosingStack parts;
    private final SandboxSettings settings;
    private final NatsServer nats;
    private final EmbeddedMongo mongo;
    private final @Nullable EmbeddedValkey valkey;
    private final SimulatedPlatform platform;

    private Sandbox(ClosingStack parts, SandboxSettings settings) {
        this.parts = parts;
        this.settings = settings;
        nats = parts.add(
                "nats-server",
                NatsServer.start(
                        NatsServerBinary.onThisMachine(settings.natsServer()).locate()));
        mongo = parts.add("The embedded Mongo", EmbeddedMongo.start());
        valkey =
                keyStore(settings) == KeyStore.VALKEY ? parts.add("The embedded Valkey", EmbeddedValkey.start()) : null;
        RoomKeys keys = valkey == null
                ? RoomKeys.inDocuments()
                : parts.add("The Valkey client of the services", new KeysInValkey(valkey.address()));
        MongoClient client =
                parts.add("The Mongo client of the services", MongoClients.create(mongo.connectionString()));
        platform = parts.add("The simulated platform", startPlatform(nats.url(), client, keys, settings));
    }

    private static KeyStore keyStore(SandboxSettings settings) {
        return ChatContract.of(settings.simulator().version(), settings.site()).keyStore();
    }

    private static SimulatedPlatform startPlatform(
            String natsUrl, MongoClient mongo, RoomKeys keys, SandboxSettings settings) {
        Options options =
                new Options.Builder().server(natsUrl).maxReconnects(WITHOUT_END).build();
        try {
            return SimulatedPlatform.start(
                    options, mongo, settings.database(), settings.site(), settings.simulator(), keys);
        } catch (IOException | JetStreamApiException e) {
            throw new SandboxException("The simulated platform did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while the simulated platform was starting", e);
        }
    }

    /**
     * Starts everything, servers first.
     *
     * @param settings what to start
     * @return the running sandbox, to be closed by the caller
     * @throws SandboxException if a server cannot be had or does not start; whatever was started has ended then
     */
    public static Sandbox start(SandboxSettings settings) {
        ClosingStack parts = new ClosingStack();
        try {
            return new Sandbox(parts, settings);
        } catch (RuntimeException | Error e) {
            closeAfter(e, parts);
            throw e;
        }
    }

    /**
     * What was started.
     *
     * @return the settings
     */
    public SandboxSettings settings() {
        return settings;
    }

    /**
     * The message server, for faults.
     *
     * @return the real nats-server
     */
    public NatsServer nats() {
        return nats;
    }

    /**
     * The database server.
     *
     * @return the embedded one
     */
    public EmbeddedMongo mongo() {
        return mongo;
    }

    /**
     * Where contract A has its room keys.
     *
     * @return the embedded server, or nothing where the contract keeps keys in the database
     */
    public Optional<EmbeddedValkey> valkey() {
        return Optional.ofNullable(valkey);
    }

    /**
     * The services, for faults.
     *
     * @return the simulated room-service and room-worker
     */
    public SimulatedPlatform platform() {
        return platform;
    }

    /**
     * Where the message server is.
     *
     * @return a URL with the scheme nats
     */
    public String natsUrl() {
        return nats.url();
    }

    /**
     * Where the database server is.
     *
     * @return a connection string without a database
     */
    public String mongoUri() {
        return mongo.connectionString();
    }

    /**
     * Ends everything, the services first; a second call does nothing.
     *
     * @throws SandboxException if a part did not close; the others have been closed nevertheless
     */
    @Override
    public void close() {
        parts.close();
    }

    private static void closeAfter(Throwable failure, ClosingStack parts) {
        try {
            parts.close();
        } catch (SandboxException e) {
            failure.addSuppressed(e);
        }
    }
}
