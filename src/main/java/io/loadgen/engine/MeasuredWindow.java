package io.loadgen.engine;

import io.loadgen.engine.health.GeneratorMonitor;
import io.loadgen.engine.health.HostProbe;
import io.loadgen.engine.health.RunQueueDelay;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.measurement.Timeline;
import io.loadgen.result.Books;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.time.RealtimeThread;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a run in which one load is sent and measured, with instruments of its own.
 *
 * <p>{@link #run} is called once, by the run's thread, which is the pacing thread; {@link #figures} by the same thread. The rest is for
 * any thread.
 */
public final class MeasuredWindow implements AutoCloseable {
    /** Between the last preparation and the first slot: enough for the sampler's threads to be there. */
    private static final long LEAD_NANOS = 20_000_000;

    private final WindowContext context;
    private final Load load;
    private final RunRecorders instruments;
    private final ChatSession chat;
    private final GeneratorMonitor generatorMonitor;
    private final RunFigures figures;
    private final RunCheckpoints checkpoints;
    private final AbortWatch abort;
    private final RunSampler sampler;
    private final Generator generator;
    private long startNanos;
    private @Nullable LoadEnd end;
    private @Nullable SessionHealth health;
    private @Nullable WindowFigures measured;

    MeasuredWindow(
            WindowContext context,
            Load load,
            RunRecorders instruments,
            ChatPlatform platform,
            ChatSession chat,
            AddSender sender) {
        LoadSettings settings = context.settings();
        this.context = context;
        this.load = load;
        this.instruments = instruments;
        this.chat = chat;
        this.generatorMonitor = new GeneratorMonitor(
                new HostProbe(settings.clock()), Runtime.getRuntime().availableProcessors());
        BacklogMonitor backlog = new BacklogMonitor(platform, settings.clock());
        this.figures = new RunFigures(instruments, backlog, load.firstMeasuredNanos());
        this.checkpoints = new RunCheckpoints(context, chat::health, figures, generatorMonitor);
        this.abort = new AbortWatch(new AbortRule(context.spec().abortOn()), chat::health, context.onAbort());
        this.sampler = new RunSampler(
                context.runId(),
                load.warmupNanos(),
                settings.clock(),
                instruments,
                backlog,
                generatorMonitor,
                this::secondEnded);
        this.generator = load.generator(instruments, sender);
    }

    /**
     * Sends the load, and waits until every slot is answered or given up.
     *
     * @return how its sending ended
     * @throws InterruptedException when the calling thread is interrupted
     */
    public LoadEnd run() throws InterruptedException {
        startNanos = context.settings().clock().nanoTime() + LEAD_NANOS;
        checkpoints.begin(startNanos);
        enterFirstState();
        sampler.start(startNanos, chat::heardUpTo, () -> context.onState().accept(RunState.MEASURING));
        LoadEnd sent = send();
        end = sent;
        checkpoints.sendingEnded(sampler.sendingEnded());
        context.onState().accept(RunState.DRAINING);
        instruments.tracker().drain().await();
        health = chat.health();
        return sent;
    }

    /** A window after another shows by its warm-up, be it of no length, that it is one more. */
    private void enterFirstState() {
        if (load.warmupNanos() > 0 || instruments.firstSlot() > 0) {
            context.onState().accept(RunState.WARMUP);
        }
        if (load.warmupNanos() == 0) {
            context.onState().accept(RunState.MEASURING);
        }
    }

    private LoadEnd send() {
        try (RealtimeThread thread =
                RealtimeThread.enter(context.settings().pacingThread().scheduling())) {
            generatorMonitor.pacedBy(thread.granted(), RunQueueDelay.ofThisThread()::nanos);
            return generator.run(startNanos);
        }
    }

    private void secondEnded(RunSampler.Second second) {
        SecondSample sample = second.sample();
        context.settings()
                .observer()
                .secondEnded(new RunSecond(
                        context.runId(),
                        context.spec(),
                        RunProgress.of(
                                context.plannedSlots(), second.books().plus(context.past()), sample.outstanding()),
                        sample,
                        second.responseTimes(),
                        second.backlog(),
                        second.stall(),
                        load.roomSizes()));
        checkpoints.secondEnded(
                sample, second.interval(), context.settings().clock().nanoTime());
        if (second.sending()) {
            abort.endSecond(sample, second.stall());
        }
    }

    /**
     * What it measured. Ends its last second, when asked for the first time: whatever the collector is at has to be on record then.
     *
     * @return the figures, of a window that was {@link #run}
     */
    WindowFigures figures() {
        WindowFigures known = measured;
        if (known != null) {
            return known;
        }
        LoadEnd sent = end;
        SessionHealth befell = health;
        if (sent == null || befell == null) {
            throw new IllegalStateException("the window was not run to its end");
        }
        Timeline timeline = sampler.finish();
        checkpoints.finish(context.settings().clock().nanoTime());
        WindowFigures found = new WindowFigures(
                figures.ofAll(startNanos, sent.endNanos(), timeline, load), befell, generatorMonitor.health(), sent);
        measured = found;
        return found;
    }

    /** What a closed loop found; to be called after {@link #figures}. */
    Optional<RoomGrowth> rooms() {
        return load.result();
    }

    RunRecorders instruments() {
        return instruments;
    }

    /** What became of the slots of the run so far. */
    Books counts() {
        return instruments.books().snapshot().plus(context.past());
    }

    RunProgress progress() {
        return RunProgress.of(
                context.plannedSlots(), counts(), instruments.tracker().outstanding());
    }

    @Nullable
    SecondSample lastSecond() {
        return sampler.lastSecond();
    }

    @Nullable
    WorkerStall stall() {
        return sampler.stall();
    }

    /** Sends no further slot. Idempotent. */
    void stop() {
        generator.stop();
    }

    /** Once nothing more is sent, whatever is outstanding is closed with the time that it had. */
    void abandon() {
        sampler.abandon();
    }

    /** Ends all work. Idempotent. */
    @Override
    public void close() {
        sampler.close();
    }
}
