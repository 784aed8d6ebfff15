package io.loadgen.history;

import io.loadgen.engine.RunCheckpoint;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Environment;
import io.loadgen.result.RunReport;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, in the spool, what happens to the run of this process.
 *
 * <p>Everything by the history's thread, but for {@link #arrived}.
 */
final class HistoryWriter {
    private record Arrival(RunCheckpoint checkpoint, Instant at) {}

    private final Spool spool;
    private final Supplier<Environment> place;
    private final InstantSource clock;
    private final String self;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private @Nullable ActiveRun active;

    HistoryWriter(Spool spool, Supplier<Environment> place, InstantSource clock, String self) {
        this.spool = spool;
        this.place = place;
        this.clock = clock;
        this.self = self;
    }

    boolean isActive(String runId) {
        ActiveRun run = active;
        return run != null && run.is(runId);
    }

    /** The run is in another state, not its last. */
    void changed(RunRecord run) {
        ActiveRun of = active;
        if (of == null || !of.is(run.id())) {
            of = new ActiveRun(run, place.get());
            active = of;
        }
        of.enter(run, place);
        if (of.checkpoints() == 0) {
            RunReport report = ReportBuilder.interrupted(run, null, of.environment(), clock.instant());
            byte[] head = StoredReport.write(report);
            spool.keep(archive -> archive.putPart(run.id(), RunParts.head(0), head));
        }
        beat();
    }

    /** Says that the run still goes on. */
    void beat() {
        ActiveRun run = active;
        if (run != null) {
            RunSummary summary = RunSummary.of(run.record(), self, clock.instant());
            spool.keep(archive -> archive.save(summary));
        }
    }

    /** A checkpoint is to be written when the thread comes to it. Any thread; does not wait. */
    void arrived(RunCheckpoint checkpoint) {
        arrivals.add(new Arrival(checkpoint, clock.instant()));
    }

    /** Writes the checkpoints that arrived, those that had to wait for each other as one. */
    void writeCheckpoints() {
        ActiveRun run = active;
        SecondsLog seconds = new SecondsLog();
        Arrival last = null;
        for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
            if (run != null && run.is(next.checkpoint().runId())) {
                seconds.add(ReportBuilder.seconds(next.checkpoint().measurements()));
                last = next;
            }
        }
        if (run != null && last != null) {
            write(run, last, seconds);
        }
    }

    private void write(ActiveRun run, Arrival last, SecondsLog seconds) {
        RunRecord record = run.record();
        RunReport report = ReportBuilder.interrupted(record, last.checkpoint(), run.environment(), last.at());
        byte[] head = StoredReport.write(report.withSeconds(new SecondsLog().seconds()));
        byte[] piece = CompressedJson.write(seconds.seconds());
        int number = run.nextCheckpoint();
        spool.keep(archive -> {
            archive.putPart(record.id(), RunParts.seconds(number), piece);
            archive.putPart(record.id(), RunParts.head(number), head);
            // Not before the new one is there: a crash in between must leave one that is whole.
            archive.deleteParts(record.id(), List.of(RunParts.head(number - 1)));
            archive.save(RunSummary.of(record, self, clock.instant()));
        });
    }

    /** The run is over. Returns when its report is where it will be found again. */
    void ended(RunRecord run) {
        ActiveRun of = active;
        Environment environment = of != null && of.is(run.id()) ? of.environment() : place.get();
        active = null;
        arrivals.clear();
        RunReport report = ReportBuilder.build(run, environment);
        List<Consumer<RunArchive>> writing = new ArrayList<>();
        byte[] json = StoredReport.write(report);
        writing.add(archive -> archive.putPart(run.id(), RunParts.REPORT, json));
        if (report.capacity() != null) {
            byte[] samples = samples(report);
            writing.add(archive -> archive.putPart(run.id(), RunParts.SAMPLES, samples));
        }
        RunSummary summary = RunSummary.of(run, self, clock.instant()).endedAs(report);
        // Last: who sees it finds the rest.
        writing.add(archive -> archive.save(summary));
        writing.add(archive -> archive.deleteParts(run.id(), RunParts.checkpoints(archive.partNames(run.id()))));
        spool.keep(archive -> writing.forEach(each -> each.accept(archive)));
        spool.note(summary);
    }

    private static byte[] samples(RunReport report) {
        return CompressedJson.zipped(out -> {
            try (Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                SamplesCsv.write(report, csv);
            }
        });
    }
}
