package io.loadgen.lifecycle;

import io.loadgen.engine.RunCheckpoint;
import io.loadgen.engine.RunObserver;
import io.loadgen.engine.RunSecond;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.search.SearchResult;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from runs to whoever wants to know of them: tells each of several listeners, in order. One that throws is logged, and
 * the next is told all the same.
 *
 * <p>Any thread; the listeners are told by the thread that publishes.
 */
public final class RunEventBus implements RunListener, RunObserver {
    private static final Logger LOG = LoggerFactory.getLogger(RunEventBus.class);

    private final List<RunListener> listeners;

    /**
     * A bus.
     *
     * @param listeners whom to tell, in order
     */
    public RunEventBus(List<RunListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void on(RunEvent event) {
        for (RunListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                String happened = event.getClass().getSimpleName();
                LOG.error("A listener failed when told of {} of run {}", happened, event.runId(), e);
            }
        }
    }

    @Override
    public void secondEnded(RunSecond second) {
        on(new RunEvent.SecondEnded(second));
    }

    @Override
    public void rehearsed(String runId, RehearsalFigures found) {
        on(new RunEvent.Rehearsed(runId, found));
    }

    @Override
    public void searched(String runId, SearchResult found) {
        on(new RunEvent.Searched(runId, found));
    }

    @Override
    public void checkpointTaken(RunCheckpoint checkpoint) {
        on(new RunEvent.CheckpointTaken(checkpoint));
    }
}
