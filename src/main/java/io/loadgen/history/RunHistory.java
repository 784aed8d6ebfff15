package io.loadgen.history;

import io.loadgen.comparison.SeriesFigures;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunStore;
import io.loadgen.result.Environment;
import io.loadgen.result.RunReport;
import io.loadgen.time.NanoClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of runs: what they came to and their reports, kept in an archive. Everything is put into a spool first and
 * brought to the archive from there, at once or when that can be reached, also by the next process; a run that goes on leaves
 * checkpoints, so that it is there, interrupted, when its process is killed.
 *
 * <p>Any thread. All writing is done by one thread, {@code history}: {@link #save} waits for it only when a run has ended, and
 * {@link #on} never does. Reading waits for the archive, but never for one that is known to be away.
 */
public final class RunHistory implements RunStore, RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunHistory.class);
    private static final int BEATS_BETWEEN_LOOKS = 5;

    /** An archive that hangs is given up by its client before. */
    private static final int CLOSE_SECONDS = 30;

    private final ArchiveCircuitBreaker archive;
    private final Spool spool;
    private final HistoryWriter writer;
    private final SpoolUploader uploader;
    private final Baselines baselines;
    private final ArchiveRetention retention;
    private final HistorySettings settings;
    private final Supplier<Environment> place;
    private final InstantSource clock;
    private final NanoClock nanoClock;
    private final ScheduledThreadPoolExecutor thread;
    private long beats;
    private boolean failing;

    /**
     * A history that {@link #start} brings to life.
     *
     * @param kept where runs are kept
     * @param named where baselines are kept
     * @param retained where it is kept how much is kept
     * @param settings how
     * @param place what reports say of the place
     * @param clock wall time, for labels
     * @param nanoClock how long owners of runs are silent
     */
    public RunHistory(
            RunArchive kept,
            BaselineStore named,
            RetentionStore retained,
            HistorySettings settings,
            Supplier<Environment> place,
            InstantSource clock,
            NanoClock nanoClock) {
        this.settings = settings;
        this.place = place;
        this.clock = clock;
        this.nanoClock = nanoClock;
        archive = new ArchiveCircuitBreaker(kept);
        retention = new ArchiveRetention(retained, settings.retention());
        spool = new Spool(settings.spool(), settings.owner());
        writer = new HistoryWriter(spool, place, clock, settings.owner());
        uploader =
                new SpoolUploader(archive, spool, writer, new StaleRunDetector(settings.silence()), settings.owner());
        baselines = new Baselines(named, this::report, clock);
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("history").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins: finds what an earlier process left in the spool, then looks after the archive. Does not wait for the archive. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread
    public void start() {
        spool.enter();
        guarded(uploader::findLeftBehind);
        long every = settings.heartbeat().toMillis();
        thread.scheduleWithFixedDelay(() -> guarded(this::beat), 0, every, TimeUnit.MILLISECONDS);
    }

    /** Nothing that fails here may end the beating. Told of once until it goes well again. */
    private void guarded(Runnable task) {
        try {
            task.run();
            failing = false;
        } catch (ArchiveUnavailableException away) {
            LOG.debug("The history has to wait: {}", away.getMessage());
        } catch (RuntimeException broken) {
            if (!failing) {
                LOG.error("The history could not be looked after", broken);
            }
            failing = true;
        }
    }

    private void beat() {
        writer.beat();
        if (!archive.tryToOpen()) {
            return;
        }
        if (!retention.isSettled()) {
            archive.ask(kept -> retention.settle());
        }
        drain();
        if (beats++ % BEATS_BETWEEN_LOOKS == 0) {
            uploader.endSilentRuns(nanoClock.nanoTime());
        }
    }

    @Override
    public void save(RunRecord run) {
        spool.note(RunSummary.of(run, settings.owner(), clock.instant()));
        if (run.state().isTerminal()) {
            await(() -> {
                writer.ended(run);
                guarded(this::drain);
            });
        } else {
            submitWriting(() -> writer.changed(run));
        }
    }

    private void drain() {
        if (uploader.drain()) {
            applyRetention();
        }
    }

    private void applyRetention() {
        baselines.sparing(pinned -> archive.ask(kept -> {
            retention.apply(kept, pinned, clock.instant());
            return pinned;
        }));
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.CheckpointTaken taken) {
            writer.arrived(taken.checkpoint());
            submitWriting(writer::writeCheckpoints);
        }
    }

    private void submitWriting(Runnable task) {
        thread.execute(() -> guarded(() -> {
            task.run();
            drain();
        }));
    }

    /** Waits for the thread to do something, and fails as it does. */
    private void await(Runnable task) {
        Future<?> done = thread.submit(task);
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the history failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the history; it goes on", e);
        }
    }

    @Override
    public Optional<RunRecord> find(String id) {
        return spool.pending(id).or(() -> archive.ask(kept -> kept.find(id))).map(RunSummary::toRecord);
    }

    /** While the archive is away, what is known without it. */
    @Override
    public List<RunRecord> list(int offset, int limit) {
        Collection<RunSummary> here = List.copyOf(spool.pending());
        int from = Math.max(0, offset - here.size());
        List<RunSummary> kept = archived(here, from, limit + here.size());
        return Stream.concat(here.stream(), kept.stream())
                .sorted(RunSummary.NEWEST_FIRST)
                .skip(offset - from)
                .limit(limit)
                .flatMap(RunHistory::record)
                .toList();
    }

    private List<RunSummary> archived(Collection<RunSummary> here, int from, int limit) {
        try {
            return archive.ask(kept -> kept.list(ids(here), from, limit));
        } catch (ArchiveUnavailableException away) {
            return List.of();
        }
    }

    /** A run that this version cannot read does not take the page with it. */
    private static Stream<RunRecord> record(RunSummary run) {
        try {
            return Stream.of(run.toRecord());
        } catch (IllegalArgumentException broken) {
            LOG.warn("Run {} is left out of a list, since it cannot be read: {}", run.runId(), broken.getMessage());
            return Stream.empty();
        }
    }

    private static Set<String> ids(Collection<RunSummary> runs) {
        return runs.stream().map(RunSummary::runId).collect(Collectors.toSet());
    }

    @Override
    public long count() {
        Collection<RunSummary> here = List.copyOf(spool.pending());
        try {
            return here.size() + archive.ask(kept -> kept.count(ids(here)));
        } catch (ArchiveUnavailableException away) {
            return here.size();
        }
    }

    @Override
    public Optional<String> gap() {
        return archive.trouble()
                .map(why -> "the history cannot be reached, so only runs are known that wait to be stored: " + why);
    }

    @Override
    public void delete(String id) {
        await(() -> baselines.unlessNamed(id, () -> {
            archive.ask(kept -> {
                kept.delete(id);
                return id;
            });
            spool.holding(id).forEach(held -> held.delete(id));
            spool.forget(id);
        }));
    }

    /**
     * The report of a run that has ended.
     *
     * @param id the run's id
     * @return the report, without the single adds of a capacity run; empty when there is none
     * @throws ArchiveUnavailableException when the archive has to be asked and is away
     * @throws IllegalArgumentException when this version cannot read it
     */
    public Optional<RunReport> report(String id) {
        return stored(id).map(StoredReport::report);
    }

    /**
     * The same, not read yet.
     *
     * @param id the run's id
     * @return the report as it is kept, empty when there is none
     * @throws ArchiveUnavailableException when the archive has to be asked and is away
     */
    public Optional<StoredReport> stored(String id) {
        return part(id, RunParts.REPORT).map(StoredReport::new);
    }

    /**
     * The one report of a run that has just ended: that which was kept, or, where none could be, one that is made of the record.
     *
     * @param ended the run, with its result
     * @return its report
     */
    public RunReport reportOf(RunRecord ended) {
        try {
            return report(ended.id()).orElseGet(() -> ReportBuilder.build(ended, place.get()));
        } catch (ArchiveUnavailableException away) {
            LOG.warn("Run {}: no kept report can be read, so one is made: {}", ended.id(), away.getMessage());
            return ReportBuilder.build(ended, place.get());
        }
    }

    /**
     * Runs that are like one of those that are compared, so that it is known how far such runs lie apart.
     *
     * @param report of which series
     * @param compared ids of runs to leave out
     * @return the newest of them, at most {@value SeriesFigures#MOST_RUNS}; while the archive is away, those that wait for it
     */
    public List<SeriesFigures> series(RunReport report, Set<String> compared) {
        String series = SeriesFigures.seriesOf(report);
        List<RunSummary> here = spool.pending().stream()
                .filter(run -> run.isOfSeries(series) && !compared.contains(run.runId()))
                .toList();
        Set<String> without =
                Stream.concat(compared.stream(), ids(here).stream()).collect(Collectors.toSet());
        return Stream.concat(here.stream(), archivedOf(series, without).stream())
                .sorted(RunSummary.NEWEST_FIRST)
                .limit(SeriesFigures.MOST_RUNS)
                .flatMap(run -> Stream.ofNullable(run.figures()))
                .toList();
    }

    private List<RunSummary> archivedOf(String series, Set<String> without) {
        try {
            return archive.ask(kept -> kept.ofSeries(series, without, SeriesFigures.MOST_RUNS));
        } catch (ArchiveUnavailableException away) {
            return List.of();
        }
    }

    /**
     * The single adds of a capacity run that has ended.
     *
     * @param id the run's id
     * @return CSV in UTF-8, to be closed by the caller; empty when there is none
     * @throws ArchiveUnavailableException when the archive has to be asked and is away
     */
    public Optional<InputStream> samples(String id) {
        return part(id, RunParts.SAMPLES).map(RunHistory::unzipped);
    }

    private static InputStream unzipped(byte[] zipped) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(zipped));
        } catch (IOException e) {
            throw new UncheckedIOException("the single adds are broken", e);
        }
    }

    private Optional<byte[]> part(String id, String name) {
        return spool.part(id, name).or(() -> archive.ask(kept -> kept.part(id, name)));
    }

    /** The named baselines of this history. */
    public Baselines baselines() {
        return baselines;
    }

    /** Runs that have ended and are not in the archive yet. */
    public long spooled() {
        return spool.pending().stream().filter(RunSummary::hasEnded).count();
    }

    /** Runs that were found since the start whose process had ended before them. */
    public long interrupted() {
        return uploader.interrupted();
    }

    /** Ends: stores what can be stored. Idempotent. To be called when no run goes on. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(() -> guarded(() -> {
                if (archive.tryToOpen()) {
                    drain();
                }
            }));
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("The history did not end within {} s; what it was at is left as it is", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spool.close();
    }
}
