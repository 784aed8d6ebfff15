package io.loadgen;

/** What is live on the heap; told well only in a process of its own, see {@link OwnHeap}. */
public final class LiveHeap {
    private LiveHeap() {}

    /** Bytes, after a collection. */
    public static long bytes() {
        // Once more for what was only let go by the first.
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
