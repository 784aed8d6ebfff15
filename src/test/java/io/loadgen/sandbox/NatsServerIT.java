package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
@ParameterizedClass
@MethodSource("io.loadgen.sandbox.NatsRelease#both")
@SuppressWarnings("try") // Connection.close() may be interrupted: then the test fails, as it should
class NatsServerIT {
    private final Path executable;

    NatsServerIT(NatsRelease release) {
        executable = release.program();
    }

    @Test
    void storesMessagesInJetStream() throws Exception {
        try (NatsServer server = NatsServer.start(executable);
                Connection connection = Nats.connect(server.url())) {
            createStream(connection);

            assertThat(publish(connection)).isEqualTo(1);
        }
    }

    @Test
    void twoServersRunSideBySide() {
        try (NatsServer one = NatsServer.start(executable);
                NatsServer other = NatsServer.start(executable)) {
            assertThat(one.url()).isNotEqualTo(other.url());
            assertThat(one.isRunning()).isTrue();
            assertThat(other.isRunning()).isTrue();
        }
    }

    @Test
    void restartAfterKillKeepsPortAndStore() throws Exception {
        try (NatsServer server = NatsServer.start(executable)) {
            String url = server.url();
            try (Connection connection = Nats.connect(url)) {
                createStream(connection);
                publish(connection);
            }
            long killed = server.pid();
            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThat(ProcessHandle.of(killed)).isEmpty();

            server.restart();

            assertThat(server.url()).isEqualTo(url);
            try (Connection connection = Nats.connect(url)) {
                assertThat(publish(connection)).isEqualTo(2);
            }
        }
    }

    @Test
    void otherSettingsAreInForceOnceReloaded() throws Exception {
        try (NatsServer server = NatsServer.start(executable)) {
            for (int largest = 1_000; largest <= 10_000; largest += 1_000) {
                server.reload("max_payload: " + largest);

                try (Connection connection = Nats.connect(server.url())) {
                    assertThat(connection.getMaxPayload()).isEqualTo(largest);
                }
            }
        }
    }

    @Test
    void settingsThatAreNotTakenAreAnErrorThatSaysWhy() {
        try (NatsServer server = NatsServer.start(executable)) {
            assertThatThrownBy(() -> server.reload("max_payload: none"))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("reload")
                    .hasMessageContaining("Failed to reload server configuration");
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void closeLeavesNoProcessNoPortNoFolderNoThread() throws Exception {
        NatsServer server = NatsServer.start(executable);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        List<ProcessHandle> guards = process.descendants().toList();
        Path folder = storeOf(process);
        String readerName = "output-of-" + server.pid();
        assertThat(guards).isNotEmpty();
        assertThat(folder).exists();
        assertThat(threadNames()).contains(readerName);

        server.close();
        server.close();

        assertThat(process.isAlive()).isFalse();
        for (ProcessHandle guard : guards) {
            guard.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(folder).doesNotExist();
        assertThat(threadNames()).doesNotContain(readerName);
        URI url = URI.create(server.url());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), url.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(server::restart).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void serverThatCannotStartSaysWhatItPrinted(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("nats-server"), "#!/bin/sh\necho no disk left; exit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> NatsServer.start(broken))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("no disk left");
    }

    @Test
    void killOfOurProcessEndsTheServerAndRemovesItsStore() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerHolder.class.getName(),
                        executable.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = child.inputReader(StandardCharsets.UTF_8)) {
            long pid = output.lines()
                    .filter(line -> line.startsWith(ServerHolder.PID_PREFIX))
                    .map(line -> Long.parseLong(line.substring(ServerHolder.PID_PREFIX.length())))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> guards = server.descendants().toList();
            Path folder = storeOf(server);
            assertThat(server.isAlive()).isTrue();

            child.destroyForcibly();

            server.onExit().get(10, TimeUnit.SECONDS);
            for (ProcessHandle guard : guards) {
                guard.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(folder).doesNotExist();
        } finally {
            child.destroyForcibly();
        }
    }

    /** The main class of the child that is killed. */
    static final class ServerHolder {
        static final String PID_PREFIX = "server pid ";

        private ServerHolder() {}

        public static void main(String[] args) throws InterruptedException {
            try (NatsServer server = NatsServer.start(Path.of(args[0]))) {
                System.out.println(PID_PREFIX + server.pid());
                Thread.currentThread().join();
            }
        }
    }

    private static void createStream(Connection connection) throws Exception {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("T")
                        .subjects("t.>")
                        .storageType(StorageType.File)
                        .build());
    }

    private static long publish(Connection connection) throws Exception {
        return connection.jetStream().publish("t.x", new byte[] {1}).getSeqno();
    }

    private static Path storeOf(ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElseThrow());
        return Objects.requireNonNull(
                Path.of(arguments.get(arguments.indexOf("--config") + 1)).getParent());
    }

    private static List<String> threadNames() {
        try (Stream<Thread> threads = Thread.getAllStackTraces().keySet().stream()) {
            return threads.map(Thread::getName).toList();
        }
    }
}
