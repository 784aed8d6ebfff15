package io.loadgen.sandbox;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStoreException;

/**
 * A server of the MongoDB protocol in this process, on a free loopback port, with its data in memory or in a file. It is an
 * imitation: no sessions, no transactions, no expiry of documents, and lookups by
 * another field than the first of a unique index scan.
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
        MongoServer server = new MongoServer(new IndexedBackend());
        server.bind("127.0.0.1", FREE_PORT);
        return new EmbeddedMongo(server, server.getLocalAddress());
    }

    /**
     * Starts a server whose data outlives it. What was written in the last second before a crash may be missing then.
     *
     * @param file where the data is, made when it is not there; one server at a time may have it
     * @return the running server, to be closed by the caller
     * @throws IOException if the file cannot be used
     */
    public static EmbeddedMongo onFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            MongoServer server = new MongoServer(new H2Backend(file.toString()));
            server.bind("127.0.0.1", FREE_PORT);
            return new EmbeddedMongo(server, server.getLocalAddress());
        } catch (MVStoreException e) {
            throw new IOException("cannot open " + file + ": " + e.getMessage(), e);
        }
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

    /** Disconnects everybody, frees the port and forgets what is in memory; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdownNow();
        }
    }
}
