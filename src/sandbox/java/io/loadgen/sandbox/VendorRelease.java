package io.loadgen.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The archive that the vendor releases for a platform, its SHA-256 compared with the checksum file of the release.
 *
 * @param releaseUri the folder of the release's files, ending in a slash
 * @param version of the release, with its v
 * @param platform as the vendor spells it, such as {@code linux-amd64}
 */
record VendorRelease(URI releaseUri, String version, String platform) implements NatsServerSource {
    /** Not the current one: for Linux that is not packed as the zip archive that is read here. */
    private static final String VERSION = "v2.10.22";

    private static final String RELEASES = "https://github.com/nats-io/nats-server/releases/download/";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The release for the machine that we run on. */
    static VendorRelease forThisMachine(String osName, String osArch) {
        return new VendorRelease(URI.create(RELEASES + VERSION + "/"), VERSION, platform(osName, osArch));
    }

    static String platform(String osName, String osArch) {
        String os = osName.startsWith("Mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String architecture = switch (osArch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> osArch;
        };
        return os + "-" + architecture;
    }

    @Override
    public String name() {
        return "the vendor's release " + version + " for " + platform;
    }

    @Override
    public Path obtain(Path workFolder) throws IOException, InterruptedException {
        String archiveName = "nats-server-" + version + "-" + platform + ".zip";
        Path archive = workFolder.resolve(archiveName);
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            String expected = checksum(get(client, "SHA256SUMS", BodyHandlers.ofString()), archiveName);
            get(client, archiveName, BodyHandlers.ofFile(archive));
            String actual = sha256(archive);
            if (!actual.equalsIgnoreCase(expected)) {
                throw new IOException(
                        "SHA-256 of %s is %s, but the release says %s".formatted(archiveName, actual, expected));
            }
        }
        return NatsServerFiles.unzipProgram(archive, workFolder);
    }

    private <T> T get(HttpClient client, String file, BodyHandler<T> handler) throws IOException, InterruptedException {
        URI uri = releaseUri.resolve(file);
        HttpResponse<T> answer;
        try {
            answer = client.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), handler);
        } catch (ConnectException e) {
            // Which comes without a message.
            throw new IOException(uri.getHost() + " cannot be reached", e);
        }
        if (answer.statusCode() != 200) {
            throw new IOException("%s answered %d".formatted(uri, answer.statusCode()));
        }
        return answer.body();
    }

    /** Reads lines of the form "checksum, blanks, file name", a star before the name meaning binary. */
    private static String checksum(String sums, String file) throws IOException {
        return sums.lines()
                .map(line -> line.strip().split("\\s+\\*?", 2))
                .filter(parts -> parts.length == 2 && parts[1].equals(file))
                .map(parts -> parts[0])
                .findFirst()
                .orElseThrow(() -> new IOException("the release has no checksum for " + file));
    }

    private static String sha256(Path file) throws IOException {
        try (var digest = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
