package io.loadgen.nats;

import io.loadgen.contract.ForeignText;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * <p>The client gives a connection up for good when a server turns it away twice. The link then makes a new one, so that a
 * service recovers when its credentials are mended; a session of the old one hears no more.
 *
 * <p>Any thread. Closing is idempotent.
 */
public final class NatsLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(500);

    /** A connection that went silent is taken for lost after two of these. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

    private static final int PINGS_WITHOUT_ANSWER = 2;

    /** For a look at a server that is nearby, or is not there for us. */
    private static final Duration LOOK_TIME = Duration.ofSeconds(2);

    private final NatsSettings settings;
    private final Denials denials;
    private final JetStreamApi jetStream;
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("not connected yet");
    private final AtomicLong disconnects = new AtomicLong();
    private final AtomicBoolean established = new AtomicBoolean();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final Semaphore cancelled = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch firstConnection = new CountDownLatch(1);
    private final Thread connector;

    /**
     * Starts to connect.
     *
     * @param settings where to
     * @throws IllegalArgumentException when an address cannot be read
     */
    public NatsLink(NatsSettings settings) {
        this.settings = settings;
        this.denials = new Denials(settings.account());
        this.jetStream = new JetStreamApi(this, settings.account());
        Options first = options().build();
        connector = Thread.ofVirtual().name("nats-connect").start(() -> keepConnected(first));
    }

    private Options.Builder options() {
        return access(settings.servers())
                .connectionName("loadgen")
                .connectionTimeout(settings.connectTimeout())
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectBufferSize(0)
                .pingInterval(PING_INTERVAL)
                .maxPingsOut(PINGS_WITHOUT_ANSWER)
                .inboxPrefix(settings.account().inboxPrefix())
                .dataPortType(LanePort.class.getName())
                .connectionListener(this::changed)
                .errorListener(new Errors());
    }

    /** Who we are, and how servers are spoken to. */
    private Options.Builder access(List<String> servers) {
        Options.Builder builder = new Options.Builder().servers(servers.toArray(String[]::new));
        // A certificate carries names: in every other mode the client forgets the name for the address that it found.
        settings.tls()
                .ifPresent(
                        tls -> builder.sslContext(tls).hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs));
        if (settings.tlsFirst()) {
            builder.tlsFirst();
        }
        if (!settings.followDiscovered()) {
            builder.ignoreDiscoveredServers();
        }
        switch (settings.credentials()) {
            case NatsCredentials.None none -> {}
            case NatsCredentials.CredentialsFile creds ->
                builder.credentialPath(creds.file().toString());
            case NatsCredentials.Nkey nkey ->
                builder.authHandler(Nats.credentials(null, nkey.seedFile().toString()));
            case NatsCredentials.UserPassword user ->
                builder.userInfo(user.user().toCharArray(), user.password().toCharArray());
            case NatsCredentials.Token token -> builder.token(token.token().toCharArray());
        }
        return builder;
    }

    /**
     * What a server of the cluster says of itself, by a connection of its own that ends at once.
     *
     * @param server its address
     * @return empty where it cannot be reached
     * @throws InterruptedException when interrupted
     */
    Optional<ServerInfo> ask(String server) throws InterruptedException {
        Options once = access(List.of(server))
                .connectionName("loadgen-look")
                .connectionTimeout(LOOK_TIME)
                .noReconnect()
                .ignoreDiscoveredServers()
                .errorListener(new ErrorListener() {})
                .build();
        try {
            Connection look = Nats.connect(once);
            ServerInfo said = look.getServerInfo();
            end(look);
            return Optional.of(said);
        } catch (IOException | RuntimeException unreachable) {
            LOG.debug("NATS at {} cannot be asked: {}", server, unreachable.getMessage());
            return Optional.empty();
        }
    }

    private void keepConnected(Options first) {
        try {
            Options options = first;
            do {
                connect(options);
                cancelled.acquire();
                options = options().build();
            } while (!closing.await(RECONNECT_WAIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(Options options) throws InterruptedException {
        try {
            keep(Nats.connectReconnectOnConnect(options));
        } catch (IOException | RuntimeException failure) {
            trouble.set(String.valueOf(failure.getMessage()));
            LOG.error("Cannot connect to NATS: {}", failure.getMessage());
            cancelled.release();
        }
    }

    /**
     * Takes note of the connection, also of one that is not established yet: only through it can its attempts be ended, for
     * the client goes on with them when its thread is interrupted.
     */
    private void keep(Connection made) {
        connection.set(made);
        if (isClosing()) {
            end(made);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void changed(Connection changed, ConnectionListener.Events event) {
        switch (event) {
            case CONNECTED, RECONNECTED -> {
                established.set(true);
                connection.set(changed);
                firstConnection.countDown();
                LOG.info("Connected to NATS at {}", changed.getConnectedUrl());
            }
            case DISCONNECTED -> {
                denials.forget();
                // A first attempt that fails is told as a disconnect, too; so is our own closing.
                if (established.getAndSet(false) && !isClosing()) {
                    disconnects.incrementAndGet();
                    trouble.set("the connection was lost");
                    LOG.warn("Lost the connection to NATS, reconnecting");
                    watchersOf(changed).forEach(Watcher::lost);
                } else if (connection.compareAndSet(null, changed) && isClosing()) {
                    // Not on the client's own thread, which the closing waits for.
                    Thread.ofVirtual().name("nats-close").start(() -> end(changed));
                }
            }
            // Not at the reconnect: until then the server knows of no subscription.
            case RESUBSCRIBED -> watchersOf(changed).forEach(Watcher::resubscribed);
            case CLOSED -> {
                if (!isClosing()) {
                    LOG.warn("The NATS client gave the connection up ({}), making a new one", trouble.get());
                }
                cancelled.release();
            }
            case LAME_DUCK -> {
                LOG.info("NATS at {} is about to shut down", changed.getConnectedUrl());
                watchersOf(changed).forEach(watcher -> watcher.lameDuck(String.valueOf(changed.getConnectedUrl())));
            }
            case DISCOVERED_SERVERS -> LOG.debug("NATS connection: {}", event);
        }
    }

    private List<Watcher> watchersOf(Connection connection) {
        return watches.stream()
                .filter(watch -> watch.isOf(connection))
                .map(watch -> watch.watcher)
                .toList();
    }

    /** Tells what befalls a connection until the watch is closed, on the client's own threads. */
    Watch watch(Connection watched, Watcher watcher) {
        Watch watch = new Watch(watched, watcher);
        watches.add(watch);
        return watch;
    }

    /** Somebody who wants to know what befalls a connection. */
    interface Watcher {
        /** The connection was lost. */
        void lost();

        /** It is back, and every subscription with it. */
        void resubscribed();

        /** The server at an address is about to shut down. */
        void lameDuck(String address);

        /** The server sent an error. */
        void complained(String words);
    }

    /** That somebody, as long as it wants to know. */
    final class Watch implements AutoCloseable {
        private final Connection watched;
        private final Watcher watcher;

        private Watch(Connection watched, Watcher watcher) {
            this.watched = watched;
            this.watcher = watcher;
        }

        @SuppressWarnings("ReferenceEquality") // of two connections with one server only this one is meant
        private boolean isOf(Connection changed) {
            return watched == changed;
        }

        @Override
        public void close() {
            watches.remove(this);
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

    /** The way beside the client over a connection of this class. */
    static Lane laneOf(Connection connection) {
        return ((Lane.Owner) connection.getOptions().getErrorListener()).lane();
    }

    /** What the account has names of its own for. */
    NatsAccount account() {
        return settings.account();
    }

    /** What the server does not permit on the present connection. */
    Denials denials() {
        return denials;
    }

    /** JetStream, over this link. */
    JetStreamApi jetStream() {
        return jetStream;
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
     * Waits for the first connection; who begins with the process would find none yet.
     *
     * @param atMost the longest wait
     * @return whether there has been one
     * @throws InterruptedException when interrupted
     */
    public boolean awaitFirstConnection(Duration atMost) throws InterruptedException {
        return firstConnection.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
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
     * Whether the link keeps itself connected.
     *
     * @return false once the link was closed and its attempts ended
     */
    boolean isConnecting() {
        return connector.isAlive();
    }

    /**
     * How often an established connection was lost.
     *
     * @return a count since the link was made
     */
    public long disconnects() {
        return disconnects.get();
    }

    @Override
    public void close() {
        closing.countDown();
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

    private final class Errors implements ErrorListener, Lane.Owner {
        private final Lane lane = new Lane();

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public void errorOccurred(Connection source, String said) {
            String error = ForeignText.capped(said);
            trouble.set(error);
            denials.said(ServerError.of(error), System.nanoTime());
            List<Watcher> watchers = watchersOf(source);
            if (watchers.isEmpty()) {
                LOG.warn("NATS server: {}", error);
            } else {
                // A session may be told of each of its requests, and counts.
                LOG.debug("NATS server: {}", error);
                watchers.forEach(watcher -> watcher.complained(error));
            }
        }

        @Override
        public void exceptionOccurred(@Nullable Connection source, Exception exception) {
            switch (exception) {
                // The client ends its own waits so when a server turns it away: the server said more.
                case CancellationException ended -> {}
                case TimeoutException silent ->
                    trouble.set("the server did not answer within "
                            + settings.connectTimeout().toMillis() + " ms"
                            + (settings.tlsFirst() ? "" : ", as one does not that wants TLS first"));
                default ->
                    trouble.set(ForeignText.capped(
                            exception.getMessage() == null ? exception.toString() : exception.getMessage()));
            }
            LOG.debug("NATS client", exception);
        }

        @Override
        public void slowConsumerDetected(Connection source, Consumer consumer) {
            LOG.warn("The collector is too slow: NATS messages were dropped by our own client");
        }
    }
}
