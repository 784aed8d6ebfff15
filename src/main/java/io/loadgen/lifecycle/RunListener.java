package io.loadgen.lifecycle;

/**
 * Is told what happens to runs. Seconds and checkpoints of a run come from the thread that ends its seconds, everything else from
 * the thread that owns its state; each tells in order, and a second may be told of while a state is. A call should be short, since
 * the run's state or its next second waits for it, and must not start a run. What it throws is logged and does not touch the run.
 */
@FunctionalInterface
public interface RunListener {
    /**
     * Something happened.
     *
     * @param event what
     */
    void on(RunEvent event);
}
