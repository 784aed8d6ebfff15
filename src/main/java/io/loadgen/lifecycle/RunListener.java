package io.loadgen.lifecycle;

import io.loadgen.result.RunState;
import java.util.List;

/**
 * Is told how runs fare. All calls about one run come from the one thread that owns its state, in order: {@code started}, any
 * number of {@code stateChanged}, {@code ended} exactly once; those about the next run come after {@code ended} of the one
 * before has returned. A call should be short, since the run's state does not move meanwhile, and must not start a run. What it
 * throws is logged and does not touch the run.
 */
public interface RunListener {
    /**
     * A run was taken on.
     *
     * @param run the run, {@link RunState#PENDING}
     */
    default void started(RunRecord run) {}

    /**
     * A run entered another state that is not its last.
     *
     * @param run the run in its new state
     */
    default void stateChanged(RunRecord run) {}

    /**
     * A run is over, and its record was stored.
     *
     * @param run the run in its terminal state
     */
    default void ended(RunRecord run) {}

    /**
     * Tells several.
     *
     * @param listeners whom, in order
     * @return a listener that tells each, also when one before it throws
     */
    static RunListener all(List<RunListener> listeners) {
        return new RunListeners(listeners);
    }
}
