package io.loadgen.system;

import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.sandbox.EmbeddedValkey;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Three servers of NATS that tell of each other. The first has no JetStream, so that the platform, whose services are at the last, does
 * not miss it, and the last takes smaller messages than the others; when it is about to shut down it closes its clients' connections half a second later.
 */
final class ClusterOfThree implements Servers {
    /** What the last of them takes, bytes; the others take twice as much. */
    static final long LEAST_PAYLOAD = 512 << 10;

    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<NatsServer> servers = new ArrayList<>();
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final EmbeddedValkey valkey = EmbeddedValkey.start();

    ClusterOfThree() throws Exception {
        Path program = NatsServerBinary.onThisMachine(Optional.empty()).locate();
        List<Integer> ports = freePorts();
        String routes =
                ports.stream().map(port -> "\"nats://127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        for (int port : ports) {
            servers.add(NatsServer.start(program, """
                    server_name: "at-%d"
                    cluster { name: three, host: "127.0.0.1", port: %d, routes: [ %s ] }
                    %s
                    lame_duck_grace_period: "500ms", lame_duck_duration: "30s"
                    """.formatted(
                            port,
                            port,
                            routes,
                            switch (servers.size()) {
                                case 0 -> "jetstream: disabled";
                                case SIZE - 1 -> "max_payload: " + LEAST_PAYLOAD;
                                default -> "";
                            })));
        }
        awaitJetStream();
    }

    /** Free a moment ago, and each another. */
    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        try {
            for (int port = 0; port < SIZE; port++) {
                taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports.add(taken.getLast().getLocalPort());
            }
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
        return ports;
    }

    /** Those that have it agree on a leader first. */
    private void awaitJetStream() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Connection connection = Nats.connect(natsUrl());
        try {
            JetStreamManagement streams = connection.jetStreamManagement();
            StreamConfiguration trial = StreamConfiguration.builder()
                    .name("trial")
                    .storageType(StorageType.Memory)
                    .build();
            while (true) {
                try {
                    streams.addStream(trial);
                    streams.deleteStream("trial");
                    return;
                } catch (JetStreamApiException | IOException notYet) {
                    if (System.nanoTime() - deadline > 0) {
                        throw notYet;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            }
        } finally {
            connection.close();
        }
    }

    /** The only one that we are told of. */
    NatsServer named() {
        return servers.getFirst();
    }

    /** That of the platform. */
    @Override
    public String natsUrl() {
        return servers.getLast().url();
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
        servers.forEach(NatsServer::close);
    }
}
