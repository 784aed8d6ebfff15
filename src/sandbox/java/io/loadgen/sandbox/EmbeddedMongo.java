package io.loadgen.sandbox;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server of the MongoDB protocol in this process, all data in memory, on a free loopback port. It is an imitation: no
 * sessions, no transactions, no expiry of documents, and lookups other than by {@code _id} or a unique index scan.
 *
 * <p>Any thread may call; {@link #close()} takes effect once.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private static final int FREE_PORT = 0;

    private final MongoServer server;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMongo(MongoServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts a server with no data.
     *
     * @return the running server, to be closed by the caller
     */
    public static EmbeddedMongo start() {
        MongoServer server = new MongoServer(new HelloBackend());
        server.bind("127.0.0.1", FREE_PORT);
        return new EmbeddedMongo(server, server.getLocalAddress());
    }

    /**
     * Says how to connect.
     *
     * @return a connection string without a database
     */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + port();
    }

    /**
     * Says where the server listens.
     *
     * @return the loopback port
     */
    public int port() {
        return address.getPort();
    }

    /** Disconnects everybody, frees the port and forgets the data; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdownNow();
        }
    }
}
