package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's folder of provisioned servers, each in a folder of its platform and version. A program appears in it whole or
 * not at all, and once, however many processes want it at the same time.
 *
 * @param folder the folder, made when needed
 * @param platform the subfolder's name, since a home may be shared by unlike machines
 * @param commands tries out a program before it is accepted
 */
record NatsServerCache(Path folder, String platform, Commands commands) {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServerCache.class);
    private static final String WORK_PREFIX = "provisioning-";

    /** A file lock excludes other processes only; within one process a second attempt would be an error. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private Path platformFolder() {
        return folder.resolve(platform);
    }

    private Path versionFolder(NatsServerVersion version) {
        return platformFolder().resolve(version.toString());
    }

    private Path program(NatsServerVersion version) {
        return versionFolder(version).resolve(NatsServerFiles.PROGRAM);
    }

    private Optional<NatsServerVersion> latest() throws IOException {
        if (!Files.isDirectory(platformFolder())) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(platformFolder())) {
            return versions.map(version ->
                            NatsServerVersion.in(version.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .filter(version -> NatsServerFiles.isProgram(program(version)))
                    .max(Comparator.naturalOrder());
        }
    }

    /** The program of the latest version; says which that is, and how to have a current one in place of an old one. */
    Optional<Path> find() throws IOException {
        Optional<NatsServerVersion> latest = latest();
        latest.ifPresent(version -> LOG.info(
                "nats-server {} found in the cache: {}{}",
                version,
                program(version),
                version.isOfAnOlderLineThan(NatsServerVersion.CURRENT)
                        ? "; remove it to have " + NatsServerVersion.CURRENT + " looked for again"
                        : ""));
        return latest.map(this::program);
    }

    /**
     * The program that is there, else obtained from the first source that has it.
     *
     * @param attempts receives one line for each source that failed
     * @throws IOException if the cache itself cannot be used
     */
    Optional<Path> findOrProvision(List<NatsServerSource> sources, List<String> attempts)
            throws IOException, InterruptedException {
        // Without the lock: a folder that may only be read serves as well.
        Optional<Path> found = find();
        return found.isPresent() ? found : provision(sources, attempts);
    }

    private Optional<Path> provision(List<NatsServerSource> sources, List<String> attempts)
            throws IOException, InterruptedException {
        Files.createDirectories(platformFolder());
        IN_PROCESS.lockInterruptibly();
        try (FileChannel lockFile =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = lockFile.lock()) {
            LOG.debug("Holding {}", lock);
            Optional<Path> provisionedMeanwhile = find();
            return provisionedMeanwhile.isPresent() ? provisionedMeanwhile : obtain(sources, attempts);
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private Optional<Path> obtain(List<NatsServerSource> sources, List<String> attempts)
            throws IOException, InterruptedException {
        removeRemainsOfKilledProcesses();
        String reason = "there is none on the PATH nor in the cache";
        for (NatsServerSource source : sources) {
            LOG.info("Provisioning nats-server from {}, since {}", source.name(), reason);
            Path workFolder = Files.createTempDirectory(folder, WORK_PREFIX);
            try {
                Path obtained = source.obtain(workFolder);
                return Optional.of(accept(obtained, workFolder));
            } catch (IOException e) {
                reason = source.name() + ": " + e.getMessage();
                attempts.add(reason);
            } finally {
                Folders.remove(workFolder);
            }
        }
        return Optional.empty();
    }

    private Path accept(Path obtained, Path workFolder) throws IOException, InterruptedException {
        if (!obtained.toFile().setExecutable(true)) {
            throw new IOException(obtained + " cannot be made executable");
        }
        Commands.Outcome printed = commands.run(workFolder, List.of(obtained.toString(), "--version"));
        if (!printed.succeeded()) {
            throw new IOException("it does not run on this machine: " + printed.output());
        }
        NatsServerVersion version = NatsServerVersion.in(printed.output())
                .orElseThrow(() -> new IOException("it does not tell its version: " + printed.output()));
        Path program = Files.createDirectories(versionFolder(version)).resolve(NatsServerFiles.PROGRAM);
        Files.move(obtained, program, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Provisioned nats-server {} into {}", version, program);
        return program;
    }

    private void removeRemainsOfKilledProcesses() throws IOException {
        List<Path> remains = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(WORK_PREFIX))
                    .forEach(remains::add);
        }
        for (Path remain : remains) {
            Folders.remove(remain);
        }
    }
}
