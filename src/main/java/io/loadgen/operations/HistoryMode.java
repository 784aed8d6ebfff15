package io.loadgen.operations;

/** Where the history of runs is kept. */
public enum HistoryMode {
    /** In a database of its own. */
    MONGODB,
    /** In the memory of this process, a few runs, without checkpoints: for a service that leaves nothing behind. */
    MEMORY
}
