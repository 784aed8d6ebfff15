package io.loadgen.sandbox;

import com.github.fppt.jedismock.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server of Valkey's protocol in this process, all data in memory, on a free loopback port. It is an imitation: enough for
 * keys, hashes and expiry.
 *
 * <p>Any thread may call; {@link #close()} takes effect once.
 */
public final class EmbeddedValkey implements AutoCloseable {
    private static final int FREE_PORT = 0;

    private final RedisServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedValkey(RedisServer server) {
        this.server = server;
    }

    /**
     * Starts a server with no data.
     *
     * @return the running server, to be closed by the caller
     * @throws SandboxException if no port can be had
     */
    public static EmbeddedValkey start() {
        try {
            return new EmbeddedValkey(RedisServer.newRedisServer(FREE_PORT, InetAddress.getLoopbackAddress())
                    .start());
        } catch (IOException e) {
            throw new SandboxException("The embedded Valkey did not start: " + e.getMessage(), e);
        }
    }

    /**
     * Says where the server listens.
     *
     * @return host and port with a colon between, as the platform's {@code VALKEY_ADDR}
     */
    public String address() {
        return "127.0.0.1:" + server.getBindPort();
    }

    /**
     * Disconnects everybody, frees the port and forgets the data; a second call does nothing.
     *
     * @throws SandboxException if it does not stop
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.stop();
            } catch (IOException e) {
                throw new SandboxException("The embedded Valkey did not stop: " + e.getMessage(), e);
            }
        }
    }
}
