package io.loadgen.engine.memory;

import io.loadgen.engine.memory.MemoryTooSmallException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What the heap has room for. A request that needs more is refused before it begins, since a process that runs out of memory hours
 * later takes all that it measured with it.
 *
 * <p>What is garbage is only known after a collection. That is not asked for unless the request would not fit otherwise, so that what
 * is small never stops a run that measures.
 *
 * <p>Any thread.
 */
public final class HeapBudget {
    /** Of the whole heap, left to the collector, which has to have room to move things to. */
    private static final int SPARE_PART = 16;

    private final long maxBytes;
    private final LongSupplier usedBytes;
    private final Runnable collection;

    /**
     * A budget.
     *
     * @param maxBytes as large as the heap can get
     * @param usedBytes what is in use now, garbage included
     * @param collection rids it of the garbage
     */
    public HeapBudget(long maxBytes, LongSupplier usedBytes, Runnable collection) {
        this.maxBytes = maxBytes;
        this.usedBytes = usedBytes;
        this.collection = collection;
    }

    /** The heap of this process. */
    public static HeapBudget ofProcess() {
        Runtime runtime = Runtime.getRuntime();
        return new HeapBudget(runtime.maxMemory(), () -> runtime.totalMemory() - runtime.freeMemory(), System::gc);
    }

    /**
     * Refuses what there is no room for.
     *
     * @param work what is to be done, in words
     * @param shares what it needs, share by share, one at least
     * @throws MemoryTooSmallException when it needs more than there is; names the field that asks for most
     */
    public void require(String work, List<MemoryShare> shares) {
        long needed = Kind.HEAP.needed(shares);
        if (needed <= free()) {
            return;
        }
        collection.run();
        long free = free();
        if (needed > free) {
            throw refusal(work, shares, needed, free);
        }
    }

    private long free() {
        return Math.max(0, maxBytes - maxBytes / SPARE_PART - usedBytes.getAsLong());
    }

    private MemoryTooSmallException refusal(String work, List<MemoryShare> shares, long needed, long free) {
        MemoryShare largest = Kind.HEAP.largest(shares);
        return new MemoryTooSmallException(
                Kind.HEAP,
                shares,
                free,
                String.format(
                        Locale.ROOT,
                        "%s needs about %d MiB of heap, %d MiB of it for %s; there are %d MiB of %d MiB. Ask for less,"
                                + " or raise the heap: -Xmx, by JAVA_TOOL_OPTIONS, or resources.memory of the chart",
                        work,
                        MemoryTooSmallException.mebibytes(needed),
                        MemoryTooSmallException.mebibytes(largest.heapBytes()),
                        largest.of(),
                        free / MemoryTooSmallException.MEBIBYTE,
                        maxBytes / MemoryTooSmallException.MEBIBYTE));
    }
}
