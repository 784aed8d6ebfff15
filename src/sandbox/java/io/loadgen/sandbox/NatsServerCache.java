package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's folder of provisioned servers. A program appears in it whole or not at all, and once, however many processes
 * want it at the same time.
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

    Path program() {
        return folder.resolve(platform).resolve(NatsServerFiles.PROGRAM);
    }

    Optional<Path> find() {
        return Optional.of(program()).filter(NatsServerFiles::isProgram);
    }

    /**
     * Obtains the program from the first source that has it.
     *
     * @param attempts receives one line for each source that failed
     * @throws IOException if the cache itself cannot be used
     */
    Optional<Path> provision(List<NatsServerSource> sources, List<String> attempts)
            throws IOException, InterruptedException {
        Files.createDirectories(program().getParent());
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
        for (NatsServerSource source : sources) {
            LOG.info("Provisioning nats-server from {} into {}", source.name(), program());
            Path workFolder = Files.createTempDirectory(folder, WORK_PREFIX);
            try {
                Path obtained = source.obtain(workFolder);
                return Optional.of(accept(obtained, workFolder));
            } catch (IOException e) {
                LOG.info("nats-server not available from {}: {}", source.name(), e.getMessage());
                attempts.add(source.name() + ": " + e.getMessage());
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
        Commands.Outcome version = commands.run(workFolder, List.of(obtained.toString(), "--version"));
        if (!version.succeeded()) {
            throw new IOException("it does not run on this machine: " + version.output());
        }
        Files.move(obtained, program(), StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Provisioned {} into {}", version.output(), program());
        return program();
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
