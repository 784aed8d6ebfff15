package io.loadgen.engine;

import io.loadgen.engine.health.GeneratorMonitor;
import io.loadgen.injection.BacklogSample;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Timeline;
import io.loadgen.result.Books;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.Phase;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import io.loadgen.time.NanoClock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a window needs done beside its sending: closes overdue slots, ends the seconds of the time line, and looks at the
 * backlog and at the generator itself. Runs from {@link #start} to {@link #finish} or {@link #close}.
 *
 * <p>Three threads of its own, since a look at the backlog may block, and so may the disk. A failure of a task does not stop the task; the first is
 * kept and fails the run at its end, for its figures cannot be trusted.
 */
final class RunSampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunSampler.class);
    private static final long SWEEP_NANOS = 20_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String runId;
    private final long warmupNanos;
    private final NanoClock clock;
    private final RunRecorders instruments;
    private final BacklogMonitor backlog;
    private final GeneratorMonitor generator;
    private final Consumer<Second> seconds;
    private final Timeline timeline;
    private final ScheduledExecutorService threads;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile @Nullable SecondSample lastSecond;
    private volatile boolean abandoned;
    private volatile boolean sending = true;
    private volatile long sendingEndedNanos;
    private volatile LongUnaryOperator heardUpTo = LongUnaryOperator.identity();
    private volatile long startNanos;
    private volatile long measuredFromNanos = Long.MAX_VALUE;
    private long secondsEnded;

    /** Each second is told to {@code seconds} as it ends, the last one by {@link #finish}. */
    RunSampler(
            String runId,
            long warmupNanos,
            NanoClock clock,
            RunRecorders instruments,
            BacklogMonitor backlog,
            GeneratorMonitor generator,
            Consumer<Second> seconds) {
        this.runId = runId;
        this.warmupNanos = warmupNanos;
        this.clock = clock;
        this.instruments = instruments;
        this.backlog = backlog;
        this.generator = generator;
        this.seconds = seconds;
        this.timeline = new Timeline(instruments.books());
        var executor = new ScheduledThreadPoolExecutor(
                3, Thread.ofPlatform().name("run-" + runId + "-sampler-", 0).factory());
        // A run that is stopped in its warm-up has not to wait for the end of that.
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.threads = executor;
    }

    /**
     * Begins. Of the session is asked up to which instant its signals were heard: what has waited longer is closed only then. The first
     * slot is due at {@code firstSlotNanos}; {@code onMeasured} is called when the warm-up is over.
     */
    void start(long firstSlotNanos, LongUnaryOperator sessionHeardUpTo, Runnable onMeasured) {
        heardUpTo = sessionHeardUpTo;
        startNanos = firstSlotNanos;
        long untilStart = firstSlotNanos - clock.nanoTime();
        measuredFromNanos = firstSlotNanos + warmupNanos;
        instruments.listener().measureFrom(measuredFromNanos);
        repeat(this::sweep, SWEEP_NANOS, SWEEP_NANOS);
        // Not all at once: two threads that are busy for milliseconds leave a small machine no processor for what
        // arrives meanwhile.
        everySecond(this::endSecond, untilStart + NANOS_PER_SECOND);
        everySecond(() -> backlog.sample(isMeasuring()), untilStart + NANOS_PER_SECOND / 3);
        everySecond(() -> generator.sample(isMeasuring()), untilStart + 2 * NANOS_PER_SECOND / 3);
        everySecond(instruments.adds()::moveSettled, untilStart + 5 * NANOS_PER_SECOND / 6);
        // So that nothing of the measured window is before the first look.
        once(() -> generator.sample(isMeasuring()), untilStart + warmupNanos);
        if (warmupNanos > 0) {
            Runnable whileSending = () -> {
                if (sending) {
                    onMeasured.run();
                }
            };
            once(whileSending, untilStart + warmupNanos);
        }
    }

    private void everySecond(Runnable task, long firstNanos) {
        repeat(task, firstNanos, NANOS_PER_SECOND);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task keeps its own failure
    private void repeat(Runnable task, long firstNanos, long periodNanos) {
        threads.scheduleAtFixedRate(guarded(task), firstNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task keeps its own failure
    private void once(Runnable task, long delayNanos) {
        threads.schedule(guarded(task), delayNanos, TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException broken) {
                if (failure.compareAndSet(null, broken)) {
                    LOG.error("Run {}: sampling failed; the run cannot be trusted", runId, broken);
                }
            }
        };
    }

    private boolean isMeasuring() {
        return sending && clock.nanoTime() - measuredFromNanos >= 0;
    }

    private void sweep() {
        long heard = heardUpTo.applyAsLong(clock.nanoTime());
        if (!abandoned || sending) {
            instruments.tracker().sweep(heard);
        } else if (heard - sendingEndedNanos >= 0) {
            instruments.tracker().abandon(heard);
        }
    }

    private void endSecond() {
        Phase phase = secondsEnded * NANOS_PER_SECOND < warmupNanos ? Phase.WARMUP : Phase.MEASURED;
        secondsEnded++;
        LatencyRecorder.Interval interval = instruments.latencies().takeInterval();
        BacklogSample seen = backlog.last();
        SecondSample sample = timeline.endSecond(
                phase,
                interval,
                instruments.tracker().outstanding(),
                seen == null ? null : (Long) seen.pending(),
                seen == null ? null : (Long) seen.ackPending());
        lastSecond = sample;
        Map<Signal, LatencyDistribution> observed = new HashMap<>(interval.responses());
        observed.values().removeIf(times -> times.count() == 0);
        seconds.accept(new Second(sample, timeline.books(), timeline.lastInterval(), observed, seen, stall(), sending));
    }

    /** The stall of room-worker that goes on, null where there is none. */
    @Nullable
    WorkerStall stall() {
        return backlog.stall(startNanos);
    }

    /** Nothing more will be sent. Gives the end of the measured window. */
    long sendingEnded() {
        // What happened since the last whole second counts, too.
        generator.sample(isMeasuring());
        long now = clock.nanoTime();
        sendingEndedNanos = now;
        sending = false;
        instruments.listener().measureUntil(now);
        return now;
    }

    /** Once nothing more is sent, whatever is outstanding is closed with the time that it had. */
    void abandon() {
        abandoned = true;
    }

    @Nullable
    SecondSample lastSecond() {
        return lastSecond;
    }

    /** Ends the last second and all work, and gives the time line. To be called when no slot is outstanding. */
    Timeline finish() {
        close();
        backlog.sample(false);
        endSecond();
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("sampling failed: " + broken.getMessage(), broken);
        }
        return timeline;
    }

    /** Ends all work. Idempotent. */
    @Override
    public void close() {
        // Not interrupted: a look at the backlog that is under way would count as failed.
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                // Each task is bounded by the client's own timeouts.
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        generator.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A second that is over.
     *
     * @param sample its counts
     * @param books the running totals at its end
     * @param interval its latencies, null when it has none
     * @param responseTimes observed latencies from the intended send time, nanoseconds, by signal; valid during the call only
     * @param backlog the worker's at the end of the second, null when it could not be had
     * @param stall that of the worker which goes on, null where there is none
     * @param sending whether the window still sends
     */
    record Second(
            SecondSample sample,
            Books books,
            @Nullable LatencyInterval interval,
            Map<Signal, LatencyDistribution> responseTimes,
            @Nullable BacklogSample backlog,
            @Nullable WorkerStall stall,
            boolean sending) {}
}
