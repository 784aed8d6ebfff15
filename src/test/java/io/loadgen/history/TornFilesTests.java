package io.loadgen.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that was cut anywhere, of a run whose process died, is in the way of no other run. */
@Timeout(120)
class TornFilesTests {
    private static final Map<Integer, List<Part>> PARTS = new ConcurrentHashMap<>();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    private final MemoryArchive archive = new MemoryArchive();

    @ParameterizedTest
    @ValueSource(strings = {"head-000001.json.gz", "seconds-000001.json.gz", "report.json.gz"})
    void aPartThatIsCutAnywhereStopsTheUpkeepOfNoOtherRun(String name) {
        byte[] whole = parts(1).filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow()
                .content();
        for (int length = 0; length < whole.length; length++) {
            left(archive, 1);
            left(archive, 2);
            if (!name.equals(RunParts.REPORT)) {
                archive.deleteParts(KeptRuns.id(1), List.of(RunParts.REPORT));
            }
            archive.putPart(KeptRuns.id(1), name, Arrays.copyOf(whole, length));

            SpoolUploader uploader = uploader(Optional.empty());
            uploader.endSilentRuns(0);
            uploader.endSilentRuns(1);

            assertThat(archive.find(KeptRuns.id(1)).orElseThrow().state())
                    .as("%s cut after %d bytes", name, length)
                    .isEqualTo(RunState.INTERRUPTED);
            assertThat(archive.part(KeptRuns.id(1), RunParts.REPORT).isPresent())
                    .as("a report without what was cut after %d bytes", length)
                    .isEqualTo(!name.startsWith("head"));
            assertThat(archive.find(KeptRuns.id(2)).orElseThrow().state()).isEqualTo(RunState.FAILED);
        }
    }

    @Test
    void aSummaryInTheSpoolThatIsCutAnywhereStopsTheUpkeepOfNoOtherRun() throws IOException {
        SpoolDirectory spool = new SpoolDirectory(folder);
        left(spool, 1);
        Path summary = folder.resolve(KeptRuns.id(1)).resolve("summary.json");
        byte[] whole = Files.readAllBytes(summary);
        for (int length : IntStream.range(0, whole.length).toArray()) {
            Files.write(summary, Arrays.copyOf(whole, length));
            archive.delete(KeptRuns.id(2));
            spool.save(RunSummary.of(KeptRuns.failed(2), "gone", NOW));

            upkeep();

            assertThat(archive.find(KeptRuns.id(2)))
                    .as("cut after %d bytes", length)
                    .isPresent();
            assertThat(archive.find(KeptRuns.id(1))).isEmpty();
        }
        Files.write(summary, whole);
        upkeep();
        assertThat(archive.find(KeptRuns.id(1))).map(RunSummary::state).contains(RunState.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary.json", "head-000001.json.gz", "seconds-000001.json.gz", "report.json.gz"})
    void aFileThatCannotBeReadAtAllStopsTheUpkeepOfNoOtherRunAndIsKept(String name) throws IOException {
        SpoolDirectory spool = new SpoolDirectory(folder);
        left(spool, 1);
        left(spool, 2);
        Path file = folder.resolve(KeptRuns.id(1)).resolve(name);
        Files.delete(file);
        Files.createDirectory(file);

        upkeep();

        assertThat(archive.find(KeptRuns.id(2))).map(RunSummary::state).contains(RunState.FAILED);
        assertThat(folder.resolve(KeptRuns.id(2))).doesNotExist();
        assertThat(file).exists();
    }

    @Test
    void whatIsInMemoryIsStoredThoughTheFolderCannotBeUsed() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");
        try (RunHistory history = new RunHistory(
                archive,
                new MemoryBaselines(),
                new MemoryRetention(),
                new HistorySettings(
                        "one",
                        Optional.of(inTheWay),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        RetentionChoice.of(Retention.ALL)),
                () -> KeptRuns.HERE,
                InstantSource.fixed(NOW),
                () -> 0)) {
            history.save(KeptRuns.failed(1));

            assertThat(archive.find(KeptRuns.id(1))).isPresent();
        }
    }

    private void upkeep() {
        SpoolUploader uploader = uploader(Optional.of(folder));
        uploader.findLeftBehind();
        uploader.drain();
        uploader.endSilentRuns(0);
    }

    private SpoolUploader uploader(Optional<Path> place) {
        Spool spool = new Spool(place, "me");
        ArchiveCircuitBreaker breaker = new ArchiveCircuitBreaker(archive);
        HistoryWriter writer = new HistoryWriter(spool, () -> KeptRuns.HERE, InstantSource.fixed(NOW), "me");
        return new SpoolUploader(breaker, spool, writer, new StaleRunDetector(Duration.ZERO), "me");
    }

    /** A run whose process died just before it said that it had ended. */
    private static void left(RunArchive in, int number) {
        parts(number).forEach(part -> in.putPart(KeptRuns.id(number), part.name(), part.content()));
        in.save(RunSummary.of(KeptRuns.in(number, RunState.MEASURING), "gone", NOW));
    }

    private static Stream<Part> parts(int number) {
        return PARTS.computeIfAbsent(number, TornFilesTests::made).stream();
    }

    private static final class Part {
        private final String name;
        private final byte[] content;

        Part(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        String name() {
            return name;
        }

        byte[] content() {
            return content;
        }
    }

    private static List<Part> made(int number) {
        RunRecord running = KeptRuns.in(number, RunState.MEASURING);
        SecondsLog seconds = new SecondsLog();
        seconds.add(ReportBuilder.seconds(KeptRuns.checkpoint(number, 10).measurements()));
        return List.of(
                new Part(
                        RunParts.head(1),
                        StoredReport.write(ReportBuilder.interrupted(running, null, KeptRuns.HERE, NOW))),
                new Part(RunParts.seconds(1), CompressedJson.write(seconds.seconds())),
                new Part(
                        RunParts.REPORT,
                        StoredReport.write(ReportBuilder.build(KeptRuns.failed(number), KeptRuns.HERE))));
    }
}
