package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.MissingRightException;
import io.loadgen.injection.NeededRight;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.injection.StreamState;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.nats.TestAccess;
import io.loadgen.nats.TestCertificates;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Every way to be let in by a real nats-server, from the settings to the health; and what is said when it is refused. */
@Timeout(300)
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
    void aServerThatWantsTlsFirstIsToldFromOneThatIsSilent() throws Exception {
        try (NatsServer server = NatsServer.start(program, "");
                TlsDoor door = new TlsDoor(certificates, "server", false, port(server));
                NatsLink link = link(door, Map.of("tls.ca-file", pem("ca"), "tls-first", "true"));
                NatsLink untold = link(door, Map.of("tls.ca-file", pem("ca"), "connect-timeout", "500ms"))) {
            await(link, link::isConnected);
            isServed(link);
            await(
                    untold,
                    () -> untold.lastTrouble()
                            .equals("the server did not answer within 500 ms, as one does not that wants TLS first"));
        }
    }

    /** It may hear replies below a prefix of its own only, and another user of it may not ask JetStream. */
    @Test
    void anAccountWithInboxesOfItsOwnIsServedAndElseTheMissingRightIsNamed() throws Exception {
        String account = """
                accounts { CHAT { jetstream: enabled, users: [
                  { user: loadgen, password: secret, permissions: {
                      publish: ">", subscribe: { allow: ["_INBOX_perf.>", "chat.>"] } } }
                  { user: mute, password: secret, permissions: {
                      publish: { allow: ">", deny: "$JS.API.STREAM.>" }, subscribe: ">" } } ] } }
                """;
        Map<String, String> usual = Map.of("username", "loadgen", "password", "secret", "connect-timeout", "1s");
        try (NatsServer server = NatsServer.start(program, account);
                NatsLink own = link(server, with(usual, "inbox-prefix", "_INBOX_perf"));
                NatsLink untold = link(server, usual);
                NatsLink mute = link(server, with(usual, "username", "mute"))) {
            await(own, () -> own.isConnected() && untold.isConnected() && mute.isConnected());

            assertThat(new NatsPlatformInspection(own).streams()).isEmpty();
            assertThat(new NatsPlatformInspection(own)
                            .denied(List.of(hearing(Use.PLATFORM, "chat.room.*.event.member"))))
                    .isEmpty();
            assertThat(new NatsPlatformInspection(own).denied(List.of(hearing(Use.PLATFORM, "other.>"))))
                    .containsExactly(new MissingRight(Right.SUBSCRIBE, "other.>", "other.>", Use.PLATFORM));
            assertThat(new NatsPlatformInspection(untold).denied(List.of(hearing(Use.INBOX, ">"))))
                    .singleElement()
                    .satisfies(missing -> assertThat(missing.scope()).isEqualTo("_INBOX.>"));
            isMissing(untold, Right.SUBSCRIBE, "_INBOX.>", Use.INBOX);
            isMissing(mute, Right.PUBLISH, "$JS.API.>", Use.JETSTREAM);
        }
    }

    private static NeededRight hearing(Use use, String subject) {
        return new NeededRight("a test", Right.SUBSCRIBE, use, subject);
    }

    private static void isMissing(NatsLink link, Right right, String scope, Use use) {
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> new NatsPlatformInspection(link).streams())
                    .isInstanceOfSatisfying(MissingRightException.class, refused -> {
                        assertThat(refused.missing().right()).isEqualTo(right);
                        assertThat(refused.missing().scope()).isEqualTo(scope);
                        assertThat(refused.missing().use()).isEqualTo(use);
                        assertThat(refused)
                                .hasMessageContaining("the streams cannot be read: the server does not let us");
                    });
        }
    }

    @Test
    void theJetStreamOfAnotherDomainIsAskedBehindALeafNode() throws Exception {
        int leaves = freePort();
        try (NatsServer hub = NatsServer.start(program, """
                        server_name: hub, jetstream { store_dir: $folder, domain: hub }
                        leafnodes { host: "127.0.0.1", port: %d }
                        """.formatted(leaves));
                NatsServer leaf = NatsServer.start(program, """
                        server_name: leaf, jetstream { store_dir: $folder, domain: leaf }
                        leafnodes { reconnect: 1, remotes: [ { url: "nats://127.0.0.1:%d" } ] }
                        """.formatted(leaves));
                NatsLink atHub = link(hub, Map.of());
                NatsLink there = link(leaf, Map.of("jetstream.domain", "hub"));
                NatsLink prefixed = link(leaf, Map.of("jetstream.api-prefix", "$JS.hub.API"));
                NatsLink here = link(leaf, Map.of())) {
            await(atHub, atHub::isConnected);
            Connection builder = Nats.connect(hub.url());
            try {
                builder.jetStreamManagement()
                        .addStream(StreamConfiguration.builder()
                                .name("ROOMS_site-local")
                                .subjects("chat.room.canonical.site-local.>")
                                .build());
            } finally {
                builder.close();
            }
            await(there, () -> streams(there).equals(List.of("ROOMS_site-local")));
            await(prefixed, () -> prefixed.isConnected() && here.isConnected());

            assertThat(streams(prefixed)).containsExactly("ROOMS_site-local");
            assertThat(streams(here)).isEmpty();
        }
    }

    /** None as long as the leaf node has not come to the hub. */
    private static List<String> streams(NatsLink link) {
        try {
            return new NatsPlatformInspection(link)
                    .streams().stream().map(StreamState::name).toList();
        } catch (InjectionException notYet) {
            return List.of("none: " + notYet.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static int port(NatsServer server) {
        return URI.create(server.url()).getPort();
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return more;
    }

    private static NatsLink link(TlsDoor door, Map<String, String> settings) {
        return new NatsLink(NatsAccess.of(settings(with(settings, "url", "nats://127.0.0.1:" + door.port()))));
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

    /** Neither where it lets in, nor where it does not, nor where nobody answers. */
    @Test
    void noSecretOfAnAddressIsInAnyLineOfTheLog() {
        Logger log = (Logger) LoggerFactory.getLogger("io.loadgen");
        Level usual = log.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.TRACE);
        try (NatsServer server = NatsServer.start(program, "authorization { user: u, password: s3cret }")) {
            try (NatsLink right = at(server, "u:s3cret")) {
                await(right, right::isConnected);
            }
            for (String wrong : List.of("u:other-s3cret", "token-s3cret")) {
                try (NatsLink link = at(server, wrong)) {
                    await(link, () -> link.lastTrouble().contains("Authorization Violation"));
                }
            }
            server.kill();
            try (NatsLink nobody = at(server, "u:s3cret")) {
                await(nobody, () -> nobody.lastTrouble().contains("refused"));
                assertThat(nobody.lastTrouble()).doesNotContain("s3cret");
            }
        } finally {
            log.setLevel(usual);
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getFormattedMessage() + ThrowableProxyUtil.asString(line.getThrowableProxy()))
                .anyMatch(line -> line.startsWith("Connected to NATS at nats://127.0.0.1"))
                .noneMatch(line -> line.contains("s3cret"));
    }

    private static NatsLink at(NatsServer server, String user) {
        String url = server.url().replace("nats://", "nats://" + user + "@");
        return new NatsLink(NatsAccess.of(settings(Map.of("url", url))));
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
            isServed(link);
        }
        if (!configuration.isEmpty()) {
            try (NatsServer server = NatsServer.start(program, configuration);
                    NatsLink stranger = link(server, Map.of())) {
                await(stranger, () -> !stranger.lastTrouble().equals("not connected yet"));
                assertThat(stranger.isConnected()).isFalse();
            }
        }
    }

    /** Requests go out and signals come in the way that they do in a run, whatever the connection was made with. */
    private static void isServed(NatsLink link) {
        CompletableFuture<Object> unheard = new CompletableFuture<>();
        SignalListener listener = (SignalListener) Proxy.newProxyInstance(
                SignalListener.class.getClassLoader(),
                new Class<?>[] {SignalListener.class},
                (proxy, call, arguments) -> {
                    if (call.getName().equals("noResponders")) {
                        unheard.complete(arguments[0]);
                    }
                    return null;
                });
        ContractProvider contract = ContractProvider.always(ChatContract.of(ContractVersion.B, "site-local"));
        try (ChatSession session = new NatsChatPlatform(link, contract, NanoClock.system())
                .open(
                        new SessionOptions(InjectMode.FRONTDOOR, true),
                        List.of(new AddTarget("room", "u1", "owner")),
                        listener)) {
            session.send(0, 7, "01970a4f-8c2d-8c9a-abcd-e0123456789f", new byte[100_000]);

            assertThat(unheard).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(7L);
        } catch (InjectionException refused) {
            throw new AssertionError(refused);
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
        return new NatsLink(NatsAccess.of(settings(with(settings, "url", server.url()))));
    }

    private static NatsProperties settings(Map<String, String> nats) {
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
