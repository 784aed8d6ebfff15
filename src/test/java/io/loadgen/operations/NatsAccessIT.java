package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.SideBySide;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.TestAccess;
import io.loadgen.nats.TestCertificates;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Every way to be let in by a real nats-server, from the settings to the health; and what is said when it is refused. */
@Timeout(300)
@SideBySide
class NatsAccessIT {
    private static final String PASSWORD_SERVER = "authorization { user: loader, password: \"s3cret word\" }";

    @TempDir
    private static Path folder = Path.of("");

    private static Path program = Path.of("");
    private static TestCertificates certificates;

    @BeforeAll
    static void provide() throws Exception {
        program = NatsServerBinary.onThisMachine(Optional.empty()).locate();
        certificates = TestCertificates.in(folder);
    }

    @Test
    void aUserIsLetInWithItsPassword() {
        isLetIn(PASSWORD_SERVER, Map.of("username", "loader", "password", "s3cret word"));
    }

    @Test
    void aTokenIsLetIn() {
        isLetIn("authorization { token: \"t0ken\" }", Map.of("token", "t0ken"));
    }

    @Test
    void anNkeyIsLetIn() throws Exception {
        TestAccess.Nkey key = TestAccess.nkey(folder.resolve("user.nk"));

        isLetIn(
                "authorization { users: [ { nkey: " + key.publicKey() + " } ] }",
                Map.of("nkey-file", key.seedFile().toString()));
    }

    @Test
    void aCredentialsFileIsLetIn() throws Exception {
        TestAccess.Operator operator = TestAccess.operator(folder.resolve("user.creds"));

        isLetIn(
                operator.serverConfiguration(),
                Map.of("credentials-file", operator.credentialsFile().toString()));
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedAndAClientCertificateShown() {
        isLetIn(
                tls("server", true),
                Map.of(
                        "tls.ca-file", pem("ca"),
                        "tls.certificate-file", pem("client"),
                        "tls.key-file", certificates.key("client").toString()));
    }

    @Test
    void aServerIsTrustedByTheNameThatItIsReachedBy() {
        try (NatsServer server = NatsServer.start(program, tls("named", false));
                NatsLink link = new NatsLink(NatsAccess.of(settings(Map.of(
                        "url", server.url().replace("nats://127.0.0.1", "tls://localhost"),
                        "tls.ca-file", pem("ca")))))) {
            await(link, link::isConnected);
        }
    }

    @Test
    void withoutAClientCertificateAServerThatWantsOneRefuses() {
        isRefused(
                tls("server", true),
                Map.of("tls.ca-file", pem("ca"), "connect-timeout", "1s"),
                "did not answer within 1000 ms");
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNotTrusted() {
        isRefused(tls("server", false), Map.of("tls.ca-file", pem("elsewhere")), "PKIX path");
    }

    @Test
    void aCertificateOfAnotherNameIsNotTrusted() {
        isRefused(tls("elsewhere", false), Map.of("tls.ca-file", pem("ca")), "subject alternative names");
    }

    @Test
    void aServerInTheClearIsRefusedWhereTlsIsSet() {
        isRefused("", Map.of("tls.ca-file", pem("ca")), "SSL connection wanted by client");
    }

    @Test
    void theNextAddressIsTriedWhereOneIsDead() {
        try (NatsServer server = NatsServer.start(program, "");
                NatsLink link =
                        new NatsLink(NatsAccess.of(settings(Map.of("url", "nats://127.0.0.1:1, " + server.url()))))) {
            await(link, link::isConnected);
        }
    }

    @Test
    void aWrongPasswordIsToldByTheHealthAndTheLinkComesBackWhenItIsMended() {
        try (NatsServer server = NatsServer.start(program, "authorization { user: loader, password: other }");
                NatsLink link = link(server, Map.of("username", "loader", "password", "s3cret word"))) {
            await(link, () -> link.lastTrouble().contains("Authorization Violation"));
            Health refused = new NatsHealth(link).health();
            server.restart(PASSWORD_SERVER);
            await(link, link::isConnected);

            assertThat(refused.getStatus()).isEqualTo(Status.DOWN);
            assertThat(refused.getDetails().values())
                    .noneMatch(detail -> detail.toString().contains("s3cret"));
            assertThat(new NatsHealth(link).health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aFileThatIsNotThereStopsTheStartNamingItsProperty() {
        String missing = folder.resolve("none").toString();

        assertThatThrownBy(() -> NatsAccess.of(settings(Map.of("credentials-file", missing))))
                .hasMessage("loadgen.nats.credentials-file must be a file that can be read, was " + missing);
        assertThatThrownBy(() -> NatsAccess.of(settings(Map.of("tls.ca-file", missing))))
                .hasMessage("loadgen.nats.tls.ca-file must be a file that can be read, was " + missing);
    }

    @Test
    void aFileWithoutACertificateStopsTheStart() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> NatsAccess.of(settings(Map.of("tls.ca-file", empty.toString()))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void isLetIn(String configuration, Map<String, String> settings) {
        try (NatsServer server = NatsServer.start(program, configuration);
                NatsLink link = link(server, settings)) {
            await(link, link::isConnected);
            assertThat(new NatsHealth(link).health().getStatus()).isEqualTo(Status.UP);
        }
        if (!configuration.isEmpty()) {
            try (NatsServer server = NatsServer.start(program, configuration);
                    NatsLink stranger = link(server, Map.of())) {
                await(stranger, () -> !stranger.lastTrouble().equals("not connected yet"));
                assertThat(stranger.isConnected()).isFalse();
            }
        }
    }

    private static void isRefused(String configuration, Map<String, String> settings, String reason) {
        try (NatsServer server = NatsServer.start(program, configuration);
                NatsLink link = link(server, settings)) {
            await(link, () -> link.lastTrouble().contains(reason));
            assertThat(new NatsHealth(link).health().getStatus()).isEqualTo(Status.DOWN);
        }
    }

    private static NatsLink link(NatsServer server, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("url", server.url());
        return new NatsLink(NatsAccess.of(settings(all)));
    }

    private static LoadgenProperties.Nats settings(Map<String, String> nats) {
        Map<String, String> properties = new LinkedHashMap<>();
        nats.forEach((name, value) -> properties.put("loadgen.nats." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("loadgen", LoadgenProperties.class)
                .nats();
    }

    private static String tls(String server, boolean clientsToo) {
        return "tls { cert_file: \"" + pem(server) + "\", key_file: \"" + certificates.key(server) + "\", ca_file: \""
                + pem("ca") + "\", verify: " + clientsToo + " }";
    }

    private static String pem(String name) {
        return certificates.certificate(name).toString();
    }

    private static void await(NatsLink link, BooleanSupplier state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!state.getAsBoolean()) {
            assertThat(deadline - System.nanoTime())
                    .as("time left, the link says: %s", link.lastTrouble())
                    .isPositive();
            LockSupport.parkNanos(2_000_000);
        }
    }
}
