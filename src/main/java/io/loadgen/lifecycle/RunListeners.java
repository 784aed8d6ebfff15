package io.loadgen.lifecycle;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each of several listeners; one that throws is logged and the next is told all the same. */
record RunListeners(List<RunListener> listeners) implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunListeners.class);

    RunListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void started(RunRecord run) {
        tellEach(run, listener -> listener.started(run));
    }

    @Override
    public void stateChanged(RunRecord run) {
        tellEach(run, listener -> listener.stateChanged(run));
    }

    @Override
    public void ended(RunRecord run) {
        tellEach(run, listener -> listener.ended(run));
    }

    private void tellEach(RunRecord run, Consumer<RunListener> news) {
        for (RunListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("A listener failed when told that run {} is {}", run.id(), run.state(), e);
            }
        }
    }
}
