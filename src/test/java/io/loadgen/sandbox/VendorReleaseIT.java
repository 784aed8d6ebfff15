package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class VendorReleaseIT {
    private static final String ARCHIVE = "nats-server-v9-linux-amd64.zip";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    @TempDir
    private Path folder = Path.of("");

    VendorReleaseIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serveFiles() {
        server.createContext("/release/", exchange -> {
            try (exchange) {
                byte[] file = files.get(exchange.getRequestURI().getPath().substring("/release/".length()));
                if (file == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    exchange.sendResponseHeaders(200, file.length);
                    exchange.getResponseBody().write(file);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void archiveWithTheRightChecksumIsUnpacked() throws Exception {
        byte[] archive = archive();
        files.put(ARCHIVE, archive);
        files.put("SHA256SUMS", sums(sha256(archive)));

        assertThat(release().obtain(folder)).hasContent("the program");
    }

    @Test
    void archiveWithAWrongChecksumIsRefusedAndNothingStays() throws Exception {
        files.put(ARCHIVE, archive());
        files.put("SHA256SUMS", sums("0".repeat(64)));
        NatsServerCache cache = new NatsServerCache(
                folder.resolve("cache"), "linux-amd64", (work, command) -> new Commands.Outcome(0, "v9.0.0"));

        assertThatThrownBy(() -> new NatsServerBinary(Optional.empty(), List.of(), cache, List.of(release())).locate())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("SHA-256 of " + ARCHIVE);
        assertThat(cache.find()).isEmpty();
        try (var left = Files.walk(cache.folder())) {
            assertThat(left.filter(Files::isRegularFile))
                    .containsExactly(cache.folder().resolve(".lock"));
        }
    }

    @Test
    void releaseWithoutAChecksumForTheArchiveIsRefused() throws Exception {
        files.put(ARCHIVE, archive());
        files.put("SHA256SUMS", "abc  other.zip\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> release().obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no checksum for " + ARCHIVE);
    }

    @Test
    void missingFileIsNamedWithTheAnswer() {
        assertThatThrownBy(() -> release().obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SHA256SUMS answered 404");
    }

    @Test
    void unreachableServerIsNamed() {
        VendorRelease release = release();
        server.stop(0);

        assertThatThrownBy(() -> release.obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1 cannot be reached");
    }

    @Test
    void platformIsSpelledAsTheVendorDoes() {
        assertThat(VendorRelease.platform("Linux", "amd64")).isEqualTo("linux-amd64");
        assertThat(VendorRelease.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
        assertThat(VendorRelease.platform("Mac OS X", "x86_64")).isEqualTo("darwin-amd64");
    }

    private VendorRelease release() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/release/");
        return new VendorRelease(uri, "v9", "linux-amd64");
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("nats-server-v9-linux-amd64/LICENSE"));
            zip.write("terms".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("nats-server-v9-linux-amd64/nats-server"));
            zip.write("the program".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] sums(String checksum) {
        return ("1234  other.zip\n" + checksum + "  " + ARCHIVE + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
