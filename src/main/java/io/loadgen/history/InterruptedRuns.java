package io.loadgen.history;

import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.SecondsKept;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs whose process ended before they did: makes their reports from the checkpoints in an archive. Doing it over, with
 * checkpoints that came to light later, makes a better report.
 *
 * <p>Stateless; any thread.
 */
final class InterruptedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedRuns.class);

    private InterruptedRuns() {}

    /** Gives the run as it is from now on. Its checkpoints stay. */
    static RunSummary finish(RunArchive archive, RunSummary run) {
        List<String> names = archive.partNames(run.runId());
        Optional<RunReport> whole =
                run.hasEnded() ? Optional.empty() : read(archive, run, RunParts.REPORT, StoredReport::read);
        RunSummary ended = whole.map(run::endedAs).orElseGet(() -> interrupt(archive, run, names));
        archive.save(ended);
        LOG.warn("Run {} was {} when its process ended; it is {}", run.runId(), run.state(), ended.state());
        return ended;
    }

    private static RunSummary interrupt(RunArchive archive, RunSummary run, List<String> names) {
        Optional<RunReport> head = names.reversed().stream()
                .filter(RunParts::isHead)
                .flatMap(name -> read(archive, run, name, StoredReport::read).stream())
                .findFirst();
        if (head.isEmpty()) {
            return run.interruptedWithoutReport();
        }
        SecondsLog seconds = new SecondsLog();
        names.stream()
                .filter(RunParts::isSeconds)
                .flatMap(name ->
                        read(archive, run, name, piece -> CompressedJson.read(piece, SecondsKept.class)).stream())
                .forEach(seconds::add);
        RunReport report = head.get().withSeconds(seconds.seconds());
        archive.putPart(run.runId(), RunParts.REPORT, StoredReport.write(report));
        return run.endedAs(report);
    }

    /** A crash can leave a part that cannot be read: the report is made of the others. */
    private static <T> Optional<T> read(RunArchive archive, RunSummary run, String name, Function<byte[], T> reading) {
        Optional<byte[]> kept = archive.part(run.runId(), name);
        try {
            return kept.map(reading);
        } catch (IllegalArgumentException broken) {
            LOG.warn("Part {} of run {} cannot be used: {}", name, run.runId(), broken.getMessage());
            return Optional.empty();
        }
    }
}
