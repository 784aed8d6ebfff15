package io.loadgen.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which of the processes that used a folder are alive. Each holds a lock on a file that bears its name; the operating system
 * frees it with the process, however that ends.
 *
 * <p>Any thread; {@link #close} gives the own lock back.
 */
final class SpoolOwners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolOwners.class);
    private static final String START = "owner-";
    private static final String END = ".lock";

    /** Locks of this process, whose files may not be opened again: closing any channel on them would free them (POSIX). */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path own;
    private @Nullable FileChannel held;

    SpoolOwners(Path folder, String self) {
        this.folder = folder.toAbsolutePath().normalize();
        this.own = fileOf(self);
    }

    /** Says that this process is alive. Without the folder it goes unsaid, and whoever asks has to watch heartbeats. */
    synchronized void enter() {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new IOException("another process has its lock");
            }
            held = channel;
            HELD_HERE.add(own);
        } catch (IOException e) {
            LOG.warn("The spool folder {} cannot be used: {}", folder, e.toString());
        }
    }

    /** Processes that used the folder and died. They are told of until {@link #forget} is called. */
    Set<String> dead() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(START) && name.endsWith(END))
                    .map(name -> name.substring(START.length(), name.length() - END.length()))
                    .filter(owner -> !isAlive(owner))
                    .collect(Collectors.toSet());
        } catch (NoSuchFileException none) {
            return Set.of();
        } catch (IOException e) {
            LOG.warn("The spool folder {} cannot be read: {}", folder, e.toString());
            return Set.of();
        }
    }

    /** Whether a process uses the folder now. When that cannot be told, it does. */
    boolean isAlive(String owner) {
        Path file = fileOf(owner);
        if (HELD_HERE.contains(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            LOG.warn("Whether {} is alive cannot be told: {}", owner, e.toString());
            return true;
        }
    }

    /** Nothing is left to be done for a dead process. */
    void forget(String owner) {
        remove(fileOf(owner));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The lock {} cannot be removed: {}", file, e.toString());
        }
    }

    private Path fileOf(String owner) {
        return folder.resolve(START + owner + END);
    }

    @Override
    public synchronized void close() {
        FileChannel channel = held;
        if (channel == null) {
            return;
        }
        held = null;
        remove(own);
        HELD_HERE.remove(own);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("The lock of this process could not be closed: {}", e.toString());
        }
    }
}
