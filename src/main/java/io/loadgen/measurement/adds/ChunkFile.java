package io.loadgen.measurement.adds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of numbers that are written once, in order, and read afterwards, in any. The file loses its name as soon as it is open: when
 * the process ends, however it ends, its room on the disk is free again.
 *
 * <p>One thread writes; any thread reads, once nothing is written any more.
 */
final class ChunkFile implements AutoCloseable {
    private final Path folder;
    private final int chunkBytes;
    private final ByteBuffer buffer;
    private final Arena arena = Arena.ofShared();
    private @Nullable FileChannel channel;
    private volatile @Nullable MemorySegment content;

    /** Makes no file yet. */
    ChunkFile(Path folder, int numbersPerChunk) {
        this.folder = folder;
        chunkBytes = numbersPerChunk * Integer.BYTES;
        buffer = ByteBuffer.allocateDirect(chunkBytes).order(ByteOrder.nativeOrder());
    }

    /** Writes a chunk where its number says; room for chunks that were left out takes no disk. */
    void write(int chunk, int[] numbers) throws IOException {
        buffer.clear();
        buffer.asIntBuffer().put(numbers);
        FileChannel to = opened();
        for (long at = (long) chunk * chunkBytes; buffer.hasRemaining(); ) {
            at += to.write(buffer, at);
        }
    }

    private synchronized FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Files.createDirectories(folder);
            open = FileChannel.open(
                    folder.resolve("adds-" + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    /** A number of a chunk that was written. */
    int read(int chunk, int index) {
        MemorySegment known = content;
        return (known == null ? mapped() : known)
                .getAtIndex(ValueLayout.JAVA_INT, (long) chunk * (chunkBytes / Integer.BYTES) + index);
    }

    private synchronized MemorySegment mapped() {
        MemorySegment known = content;
        if (known == null) {
            FileChannel open = channel;
            if (open == null) {
                throw new IllegalStateException("nothing is kept in " + this);
            }
            try {
                known = open.map(MapMode.READ_ONLY, 0, open.size(), arena);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + this, e);
            }
            content = known;
        }
        return known;
    }

    /** Lets go of the file. Idempotent; nothing is written or read afterwards. */
    @Override
    public synchronized void close() {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        channel = null;
        arena.close();
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + this, e);
        }
    }

    @Override
    public String toString() {
        return "a file in " + folder;
    }
}
