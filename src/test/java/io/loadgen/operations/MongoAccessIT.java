package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.mongo.MongoDatabaseInspection;
import io.loadgen.mongo.ServerTroubles;
import io.loadgen.nats.TestCertificates;
import io.loadgen.sandbox.EmbeddedMongo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** TLS and SRV, from the settings to an answer of the server; and what preflight and health say when it is refused. */
@Timeout(300)
class MongoAccessIT {
    @TempDir
    private static Path folder = Path.of("");

    private static TestCertificates certificates;
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void provide() throws Exception {
        certificates = TestCertificates.in(folder);
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @Test
    void anAuthorityOfOnesOwnIsTrusted() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "server", false, mongo.port());
                Link link = new Link(at(door), Map.of("tls.ca-file", pem("ca")))) {
            assertThat(link.inspection.pingNanos()).isPositive();
            assertThat(link.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        Map<String, String> files = Map.of(
                "tls.ca-file", pem("ca"),
                "tls.certificate-file", pem("client"),
                "tls.key-file", certificates.key("client").toString());
        try (TlsDoor door = new TlsDoor(certificates, "server", true, mongo.port());
                Link link = new Link(at(door), files)) {
            assertThat(link.inspection.pingNanos()).isPositive();
        }
    }

    @Test
    void withoutAClientCertificateAServerThatWantsOneRefuses() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "server", true, mongo.port())) {
            isRefused(at(door), Map.of("tls.ca-file", pem("ca")), "127.0.0.1:" + door.port());
        }
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "server", false, mongo.port())) {
            isRefused(at(door), Map.of("tls.ca-file", pem("elsewhere")), "unable to find valid certification path");
        }
    }

    @Test
    void aCertificateOfAnotherNameIsNotTrusted() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "elsewhere", false, mongo.port())) {
            isRefused(at(door), Map.of("tls.ca-file", pem("ca")), "subject alternative names");
        }
    }

    @Test
    void aServerInTheClearIsRefusedWhereTlsIsSet() {
        isRefused(mongo.connectionString(), Map.of("tls.ca-file", pem("ca")), "127.0.0.1:" + mongo.port());
    }

    @Test
    void nobodyIsConnectedInTheClearToAServerOfTls() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "server", false, mongo.port())) {
            isRefused(at(door), Map.of(), "127.0.0.1:" + door.port());
        }
    }

    @Test
    void aServiceOfDnsLeadsToItsHostByTls() throws Exception {
        try (TlsDoor door = new TlsDoor(certificates, "platform", false, mongo.port());
                TestDns dns = dns(new TestDns.Target("mongo-1.platform.test", door.port()));
                Link link = new Link("mongodb+srv://db.platform.test", Map.of("tls.ca-file", pem("ca")))) {
            assertThat(dns).isNotNull();
            assertThat(link.inspection.pingNanos()).isPositive();
        }
    }

    @Test
    void everyHostOfAServiceIsUsedAndItsTextRecordCounts() throws Exception {
        try (TestDns dns = dns(
                        new TestDns.Target("mongo-1.platform.test", 1),
                        new TestDns.Target("mongo-2.platform.test", 2));
                Link link =
                        new Link("mongodb+srv://db.platform.test", Map.of("username", "load", "password", "secret"))) {
            assertThat(dns).isNotNull();
            link.awaitServers(
                    new ServerAddress("mongo-1.platform.test", 1), new ServerAddress("mongo-2.platform.test", 2));
            assertThat(link.settings.getClusterSettings().getRequiredReplicaSetName())
                    .isEqualTo("rs0");
            assertThat(link.settings.getSslSettings().isEnabled()).isTrue();
        }
    }

    @Test
    void aServiceThatNobodyKnowsIsTold() throws Exception {
        try (TestDns dns = dns();
                Link link = new Link("mongodb+srv://other.platform.test", Map.of(), "1s")) {
            assertThat(dns).isNotNull();
            assertThatThrownBy(link.inspection::pingNanos)
                    .isInstanceOf(DatabaseUnreachableException.class)
                    .hasMessageContaining("other.platform.test");
            assertThat(link.health().getStatus()).isEqualTo(Status.DOWN);
        }
    }

    private static TestDns dns(TestDns.Target... targets) throws Exception {
        return new TestDns(
                Map.of("_mongodb._tcp.db.platform.test", List.of(targets)),
                targets.length > 1 ? Map.of("db.platform.test", "replicaSet=rs0&authSource=accounts") : Map.of());
    }

    private static void isRefused(String uri, Map<String, String> settings, String reason) {
        try (Link link = new Link(uri, settings, "1s")) {
            link.awaitTrouble(reason);
            assertThatThrownBy(link.inspection::pingNanos)
                    .isInstanceOf(DatabaseUnreachableException.class)
                    .hasMessageContaining(reason);
            Health health = link.health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("reason")).asString().contains("no server is connected", reason);
        }
    }

    private static String at(TlsDoor door) {
        return "mongodb://127.0.0.1:" + door.port();
    }

    private static String pem(String name) {
        return certificates.certificate(name).toString();
    }

    /** A client as the service makes it of its settings. */
    private static final class Link implements AutoCloseable {
        final MongoClientSettings settings;
        final MongoDatabaseInspection inspection;
        private final ServerTroubles troubles = new ServerTroubles();
        private final MongoClient client;
        private final MongoDatabase database;

        Link(String uri, Map<String, String> mongo) {
            this(uri, mongo, "30s");
        }

        Link(String uri, Map<String, String> mongo, String selectionTimeout) {
            Map<String, String> properties = new LinkedHashMap<>();
            mongo.forEach((name, value) -> properties.put("loadgen.mongo." + name, value));
            properties.put("loadgen.mongo.uri", uri);
            properties.put("loadgen.mongo.server-selection-timeout", selectionTimeout);
            settings = MongoConfiguration.settings(
                    new Binder(new MapConfigurationPropertySource(properties))
                            .bindOrCreate("loadgen", LoadgenProperties.class)
                            .mongo(),
                    troubles);
            client = MongoClients.create(settings);
            database = client.getDatabase("chat");
            inspection = new MongoDatabaseInspection(database, Map.of(), troubles);
        }

        Health health() {
            return new MongoHealth(client, database, troubles).health();
        }

        /** The driver looks at its servers in the background. */
        void awaitTrouble(String reason) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!troubles.describe().contains(reason) || troubles.describe().contains("not reached yet")) {
                assertThat(deadline - System.nanoTime())
                        .as("time left, the client says: %s", troubles.describe())
                        .isPositive();
                LockSupport.parkNanos(2_000_000);
            }
        }

        void awaitServers(ServerAddress... wanted) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!addresses().containsAll(List.of(wanted))) {
                assertThat(deadline - System.nanoTime())
                        .as("time left, the client sees %s", addresses())
                        .isPositive();
                LockSupport.parkNanos(2_000_000);
            }
        }

        private List<ServerAddress> addresses() {
            return client.getClusterDescription().getServerDescriptions().stream()
                    .map(server -> server.getAddress())
                    .toList();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
