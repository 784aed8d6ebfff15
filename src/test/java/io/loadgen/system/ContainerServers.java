package io.loadgen.system;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.mongodb.MongoDBContainer;

/** Real servers, each in a container of its own. */
final class ContainerServers implements Servers {
    private static final int NATS_PORT = 4222;
    private static final int VALKEY_PORT = 6379;

    /** The image has no shell to look for a listening port with, so its log is asked. */
    private final GenericContainer<?> nats = new GenericContainer<>("nats:2.11")
            .withCommand("-js")
            .withExposedPorts(NATS_PORT)
            .waitingFor(Wait.forLogMessage(".*Server is ready.*\\n", 1));

    private final MongoDBContainer mongo = new MongoDBContainer("mongo:8");

    private final GenericContainer<?> valkey = new GenericContainer<>("valkey/valkey:8")
            .withExposedPorts(VALKEY_PORT)
            .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1));

    private ContainerServers() {}

    /** Starts all three at once, with images that are pulled where they are missing. */
    static ContainerServers start() {
        ContainerServers servers = new ContainerServers();
        try {
            Startables.deepStart(servers.nats, servers.mongo, servers.valkey).join();
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    @Override
    public String natsUrl() {
        return "nats://" + nats.getHost() + ':' + nats.getMappedPort(NATS_PORT);
    }

    @Override
    public String mongoUri() {
        return mongo.getConnectionString();
    }

    @Override
    public String valkeyAddress() {
        return valkey.getHost() + ':' + valkey.getMappedPort(VALKEY_PORT);
    }

    @Override
    public void close() {
        valkey.stop();
        mongo.stop();
        nats.stop();
    }
}
