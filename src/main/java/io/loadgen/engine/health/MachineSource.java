package io.loadgen.engine.health;

/** Where readings come from. {@link #read} is for one thread at a time, and does not wait for anything but a small file. */
interface MachineSource extends AutoCloseable {
    /** The counters as they stand. */
    MachineReading read();

    /** Ends listening to the JVM. Idempotent. */
    @Override
    void close();
}
