package io.loadgen.operations.console;

import io.loadgen.lifecycle.live.LiveEvent;

/** Shows on the console how a run fares. One thread at a time; may block. */
interface ProgressDisplay extends AutoCloseable {
    void show(LiveEvent event);

    /** Shows nothing more. */
    @Override
    void close();
}
