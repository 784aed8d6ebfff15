package io.loadgen.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a nats-server to run: the configured one, else one on the {@code PATH}, else the latest in the user's cache folder,
 * else provisions one into that cache, a current one if it can be had, which needs a network but no root.
 *
 * <p>Immutable; any thread, and any number of processes at once.
 */
public final class NatsServerBinary {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServerBinary.class);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

    private final Optional<Path> configured;
    private final List<Path> searchPath;
    private final NatsServerCache cache;
    private final List<NatsServerSource> sources;

    NatsServerBinary(
            Optional<Path> configured, List<Path> searchPath, NatsServerCache cache, List<NatsServerSource> sources) {
        this.configured = configured;
        this.searchPath = List.copyOf(searchPath);
        this.cache = cache;
        this.sources = List.copyOf(sources);
    }

    /**
     * Looks on this machine, with its environment.
     *
     * @param configured a program that is to be taken and no other; else {@code NATS_SERVER} of the environment counts
     * @return a locator
     */
    public static NatsServerBinary onThisMachine(Optional<Path> configured) {
        Map<String, String> environment = System.getenv();
        String osName = System.getProperty("os.name");
        String osArch = System.getProperty("os.arch");
        Commands commands = new MachineCommands(COMMAND_LIMIT);
        VendorRelease release = VendorRelease.forThisMachine(osName, osArch);
        return new NatsServerBinary(
                configured.or(() -> setting(environment, "NATS_SERVER").map(Path::of)),
                folders(environment.getOrDefault("PATH", "")),
                new NatsServerCache(
                        cacheFolder(environment, System.getProperty("user.home")), release.platform(), commands),
                sources(commands, new MachineCommands(BUILD_LIMIT), release));
    }

    /** Those of the current version first, of these the one that is the vendor's own; then the later ones first. */
    static List<NatsServerSource> sources(Commands commands, Commands builds, VendorRelease release) {
        return List.of(
                new GoToolchain(builds, NatsServerVersion.CURRENT),
                new PythonWheel(commands, NatsServerVersion.CURRENT),
                release,
                new DebianPackage(commands));
    }

    /**
     * Finds the program, provisioning it if it must.
     *
     * @return an executable nats-server
     * @throws SandboxException if there is none and none can be had; says what was tried and what to install
     */
    public Path locate() {
        if (configured.isPresent()) {
            return locateConfigured(configured.get());
        }
        return locateOnSearchPath().orElseGet(this::findInCacheOrProvision);
    }

    private static Path locateConfigured(Path program) {
        if (!NatsServerFiles.isProgram(program)) {
            throw new SandboxException(
                    "The configured nats-server " + program
                            + " is not an executable file: correct loadgen.sandbox.nats-server or NATS_SERVER, or leave it out");
        }
        LOG.info("nats-server as configured: {}", program);
        return program.toAbsolutePath();
    }

    private Optional<Path> locateOnSearchPath() {
        Optional<Path> found = searchPath.stream()
                .map(folder -> folder.resolve(NatsServerFiles.PROGRAM))
                .filter(NatsServerFiles::isProgram)
                .findFirst();
        found.ifPresent(program -> LOG.info("nats-server found on the PATH: {}", program));
        return found;
    }

    private Path findInCacheOrProvision() {
        List<String> attempts = new ArrayList<>();
        try {
            return cache.findOrProvision(sources, attempts).orElseThrow(() -> new SandboxException(advice(attempts)));
        } catch (IOException e) {
            attempts.add("the cache " + cache.folder() + ": " + e.getMessage());
            throw new SandboxException(advice(attempts), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while provisioning nats-server", e);
        }
    }

    private String advice(List<String> attempts) {
        String separator = System.lineSeparator() + "  - ";
        return "No nats-server could be found or provisioned. Install one (package nats-server of your distribution,"
                + " or the vendor's release) so that it is on the PATH, or name one by loadgen.sandbox.nats-server or"
                + " NATS_SERVER. Tried:" + separator + "the PATH" + separator + "the cache " + cache.folder()
                + separator + String.join(separator, attempts);
    }

    static Path cacheFolder(Map<String, String> environment, String userHome) {
        return setting(environment, "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(userHome, ".cache"))
                .resolve("loadgen")
                .resolve(NatsServerFiles.PROGRAM);
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static List<Path> folders(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
    }
}
