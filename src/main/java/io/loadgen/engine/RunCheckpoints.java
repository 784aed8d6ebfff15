package io.loadgen.engine;

import io.loadgen.engine.health.GeneratorMonitor;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what one window has measured every few of its seconds. Here is only copied what else would change: a few megabytes, in
 * about a millisecond, however long the run; to write it is the observer's work, on a thread of its own.
 *
 * <p>{@link #begin} before the first second; then everything by the thread that ends the seconds, but for {@link #sendingEnded}.
 */
final class RunCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

    private final WindowContext run;
    private final int everySeconds;
    private final Supplier<SessionHealth> health;
    private final RunFigures figures;
    private final GeneratorMonitor generator;
    private final List<SecondSample> seconds = new ArrayList<>();
    private final List<LatencyInterval> intervals = new ArrayList<>();
    private long startNanos;
    private boolean failed;
    private volatile long sendingEndedNanos = Long.MAX_VALUE;

    RunCheckpoints(WindowContext run, Supplier<SessionHealth> health, RunFigures figures, GeneratorMonitor generator) {
        this.run = run;
        this.everySeconds = run.settings().keeping().checkpointSeconds();
        this.health = health;
        this.figures = figures;
        this.generator = generator;
    }

    /** The first slot is due at {@code start}. */
    void begin(long start) {
        startNanos = start;
    }

    /** Nothing more will be sent: the measured window ends here. */
    void sendingEnded(long nowNanos) {
        sendingEndedNanos = nowNanos;
    }

    /** A second is over; {@code interval} is null when it has no latencies. */
    void secondEnded(SecondSample second, @Nullable LatencyInterval interval, long nowNanos) {
        if (everySeconds == 0) {
            return;
        }
        seconds.add(second);
        if (interval != null) {
            intervals.add(interval);
        }
        if (seconds.size() >= everySeconds) {
            handOver(nowNanos);
        }
    }

    /** The last second is over. */
    void finish(long nowNanos) {
        if (!seconds.isEmpty()) {
            handOver(nowNanos);
        }
    }

    private void handOver(long nowNanos) {
        try {
            run.settings()
                    .observer()
                    .checkpointTaken(new RunCheckpoint(
                            run.runId(),
                            figures.at(startNanos, Math.min(nowNanos, sendingEndedNanos), seconds, intervals),
                            health.get(),
                            generator.health(),
                            run.preflight()));
            failed = false;
        } catch (RuntimeException broken) {
            // The figures of the run are not touched by this, only what is left of them if the process dies.
            if (!failed) {
                LOG.error("Run {}: a checkpoint could not be handed over", run.runId(), broken);
            }
            failed = true;
        }
        seconds.clear();
        intervals.clear();
    }
}
