package io.loadgen.engine;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each of several listeners; one that throws is logged and the next is told all the same. */
record IntervalListeners(List<IntervalListener> listeners) implements IntervalListener {
    private static final Logger LOG = LoggerFactory.getLogger(IntervalListeners.class);

    IntervalListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void onInterval(Interval interval) {
        for (IntervalListener listener : listeners) {
            try {
                listener.onInterval(interval);
            } catch (RuntimeException e) {
                LOG.error(
                        "A listener failed when told of second {} of run {}",
                        interval.sample().second(),
                        interval.runId(),
                        e);
            }
        }
    }
}
