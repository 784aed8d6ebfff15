package io.loadgen.operations.console;

import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.result.SecondSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress as lines of the log, for consoles that are no terminal. Changes of state have lines of their own already. */
final class ProgressLog implements ProgressDisplay {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final long everySeconds;

    ProgressLog(Duration interval) {
        everySeconds = interval.toSeconds();
    }

    @Override
    public void show(LiveEvent event) {
        if (event instanceof LiveEvent.Snapshot snapshot
                && isDue(snapshot.snapshot().second())) {
            LOG.info("Run {}: {}", snapshot.snapshot().runId(), ProgressText.of(snapshot.snapshot()));
        }
    }

    private boolean isDue(@Nullable SecondSample second) {
        return second != null && (second.second() + 1) % everySeconds == 0;
    }

    @Override
    public void close() {
        // The log is not ours.
    }
}
