package io.loadgen.nats;

import io.loadgen.injection.InjectionException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to NATS. Connects in the background and reconnects for ever, so that the service starts, and tells what is
 * missing, while NATS is down. Nothing is buffered while it is down: a request that cannot be sent now fails now.
 *
 * <p>Any thread. Closing is idempotent.
 */
public final class NatsLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(500);

    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("not connected yet");
    private final AtomicLong disconnects = new AtomicLong();
    private final AtomicBoolean established = new AtomicBoolean();
    private final Thread connector;
    private volatile boolean closed;

    /**
     * Starts to connect.
     *
     * @param settings where to
     */
    public NatsLink(NatsSettings settings) {
        Options options = options(settings);
        connector = Thread.ofVirtual().name("nats-connect").start(() -> connect(options));
    }

    private Options options(NatsSettings settings) {
        Options.Builder builder = new Options.Builder()
                .servers(settings.servers().toArray(String[]::new))
                .connectionName("loadgen")
                .connectionTimeout(settings.connectTimeout())
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectBufferSize(0)
                .connectionListener(this::changed)
                .errorListener(new Errors());
        settings.credentialsFile().ifPresent(builder::credentialPath);
        return builder.build();
    }

    private void connect(Options options) {
        try {
            keep(Nats.connectReconnectOnConnect(options));
        } catch (IOException | RuntimeException failure) {
            trouble.set(String.valueOf(failure.getMessage()));
            LOG.error("Cannot connect to NATS: {}", failure.getMessage());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes note of the connection, also of one that is not established yet: only through it can its attempts be ended, for
     * the client goes on with them when its thread is interrupted.
     */
    private void keep(Connection made) {
        connection.set(made);
        if (closed) {
            end(made);
        }
    }

    private void changed(Connection changed, ConnectionListener.Events event) {
        switch (event) {
            case CONNECTED, RECONNECTED -> {
                established.set(true);
                connection.set(changed);
                LOG.info("Connected to NATS at {}", changed.getConnectedUrl());
            }
            case DISCONNECTED -> {
                // A first attempt that fails is told as a disconnect, too; so is our own closing.
                if (established.getAndSet(false) && !closed) {
                    disconnects.incrementAndGet();
                    LOG.warn("Lost the connection to NATS, reconnecting");
                } else if (connection.compareAndSet(null, changed) && closed) {
                    // Not on the client's own thread, which the closing waits for.
                    Thread.ofVirtual().name("nats-close").start(() -> end(changed));
                }
            }
            case CLOSED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> LOG.debug("NATS connection: {}", event);
        }
    }

    /**
     * The open connection.
     *
     * @return the connection, connected a moment ago
     * @throws InjectionException when there is none, saying why
     */
    Connection connected() throws InjectionException {
        Connection current = connection.get();
        if (current == null || current.getStatus() != Connection.Status.CONNECTED) {
            throw new InjectionException("NATS is not connected: " + trouble.get(), null);
        }
        return current;
    }

    /**
     * Whether the connection is up.
     *
     * @return true when requests can be sent now
     */
    public boolean isConnected() {
        Connection current = connection.get();
        return current != null && current.getStatus() == Connection.Status.CONNECTED;
    }

    /**
     * The version of the server that the link is connected to.
     *
     * @return the version, empty while not connected
     */
    public Optional<String> serverVersion() {
        return Optional.ofNullable(connection.get())
                .filter(current -> current.getStatus() == Connection.Status.CONNECTED)
                .map(Connection::getServerInfo)
                .map(ServerInfo::getVersion);
    }

    /**
     * Why the link is not connected, as far as is known.
     *
     * @return the last trouble in the client's words
     */
    public String lastTrouble() {
        return trouble.get();
    }

    /**
     * Whether the first connection is still being tried for.
     *
     * @return false once there was one, or the link was closed and its attempts ended
     */
    boolean isConnecting() {
        return connector.isAlive();
    }

    /**
     * How often an established connection was lost.
     *
     * @return a count since the link was made
     */
    long disconnects() {
        return disconnects.get();
    }

    @Override
    public void close() {
        closed = true;
        connector.interrupt();
        Connection current = connection.get();
        if (current != null) {
            end(current);
        }
    }

    private static void end(Connection ended) {
        try {
            ended.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Errors implements ErrorListener {
        @Override
        public void errorOccurred(Connection source, String error) {
            trouble.set(error);
            LOG.warn("NATS server: {}", error);
        }

        @Override
        public void exceptionOccurred(@Nullable Connection source, Exception exception) {
            trouble.set(String.valueOf(exception.getMessage()));
            LOG.debug("NATS client", exception);
        }

        @Override
        public void slowConsumerDetected(Connection source, Consumer consumer) {
            LOG.warn("The collector is too slow: NATS messages were dropped by our own client");
        }
    }
}
