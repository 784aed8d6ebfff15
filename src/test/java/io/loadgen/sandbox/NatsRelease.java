package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A nats-server for the tests of the wire: the oldest that is supported, and a current one. Tests on one that cannot be had
 * here are skipped, by its name and with the reason.
 */
record NatsRelease(String name, Optional<Path> found) {
    private static final Logger LOG = LoggerFactory.getLogger(NatsRelease.class);
    private static final MachineCommands COMMANDS = new MachineCommands(Duration.ofMinutes(2));

    /** Looked for once. */
    private static final List<NatsRelease> BOTH = List.of(
            of(
                    "the oldest supported",
                    NatsServerVersion.OLDEST,
                    version -> version.line().equals(NatsServerVersion.OLDEST.line()),
                    () -> ofTheDistribution().locate()),
            of(
                    "current",
                    NatsServerVersion.CURRENT,
                    version -> !version.isOfAnOlderLineThan(NatsServerVersion.CURRENT),
                    () -> NatsServerBinary.onThisMachine(Optional.empty()).locate()));

    /** The oldest supported and a current one, whether they can be had or not. */
    static List<NatsRelease> both() {
        return BOTH;
    }

    /** In a cache of its own, so that the sandbox does not take it for the one to use. */
    private static NatsServerBinary ofTheDistribution() {
        Path folder = NatsServerBinary.cacheFolder(System.getenv(), System.getProperty("user.home"))
                .resolve("oldest");
        String platform = VendorRelease.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        return new NatsServerBinary(
                Optional.empty(),
                List.of(),
                new NatsServerCache(folder, platform, COMMANDS),
                List.of(new DebianPackage(COMMANDS)));
    }

    private static NatsRelease of(
            String name, NatsServerVersion wanted, Predicate<NatsServerVersion> fits, Supplier<Path> locator) {
        try {
            Path program = locator.get();
            NatsServerVersion version = version(program);
            if (!fits.test(version)) {
                return missing(name, wanted, "what there is has version " + version);
            }
            LOG.info("The wire is tested on nats-server {}, {}: {}", version, name, program);
            return new NatsRelease("nats-server " + version + " (" + name + ")", Optional.of(program));
        } catch (SandboxException | IOException e) {
            return missing(name, wanted, String.valueOf(e.getMessage()));
        }
    }

    private static NatsRelease missing(String name, NatsServerVersion wanted, String reason) {
        String missing = "nats-server " + wanted + " (" + name + ") cannot be had here: " + reason;
        LOG.warn("The wire is not tested on one: {}", missing);
        return new NatsRelease(missing, Optional.empty());
    }

    private static NatsServerVersion version(Path program) throws IOException {
        Path folder = Files.createTempDirectory("loadgen-nats-version-");
        try {
            String printed = COMMANDS.run(folder, List.of(program.toString(), "--version"))
                    .output();
            return NatsServerVersion.in(printed).orElseThrow(() -> new IOException(program + " says " + printed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + program + " was asked for its version", e);
        } finally {
            Folders.remove(folder);
        }
    }

    /** The program; ends the test as skipped where there is none. */
    Path program() {
        return found.orElseGet(() -> Assumptions.abort(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
