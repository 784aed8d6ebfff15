package io.loadgen.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDirectoryTests extends RunArchiveContract {
    @TempDir
    Path folder;

    private SpoolDirectory spool = new SpoolDirectory(Path.of("unset"));

    @BeforeEach
    void open() {
        spool = new SpoolDirectory(folder.resolve("spool"));
    }

    @Override
    protected RunArchive archive() {
        return spool;
    }

    @Test
    void whatACrashLeftHalfWrittenIsNoPartAndGoesWithItsRun() throws IOException {
        spool.save(RunSummary.of(KeptRuns.failed(1), "me", Instant.EPOCH));
        Path ofRun = folder.resolve("spool").resolve(KeptRuns.id(1));
        Files.writeString(ofRun.resolve("report.json.gz.tmp"), "half");
        assertThat(spool.partNames(KeptRuns.id(1))).isEmpty();
        spool.delete(KeptRuns.id(1));

        assertThat(ofRun).doesNotExist();
    }

    @Test
    void aSummaryThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        spool.save(RunSummary.of(KeptRuns.failed(1), "me", Instant.EPOCH));
        spool.save(RunSummary.of(KeptRuns.failed(2), "me", Instant.EPOCH));
        Files.writeString(folder.resolve("spool").resolve(KeptRuns.id(1)).resolve("summary.json"), "{");

        assertThat(spool.list(Set.of(), 0, 10)).extracting(RunSummary::runId).containsExactly(KeptRuns.id(2));
    }

    @Test
    void noNameLeadsOutOfTheFolder() {
        assertThatThrownBy(() -> spool.putPart("../x", "a.gz", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x");
        assertThatThrownBy(() -> spool.putPart("x", "../a.gz", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFolderThatCannotBeWrittenToIsUnavailable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> new SpoolDirectory(file).save(RunSummary.of(KeptRuns.failed(1), "me", Instant.EPOCH)))
                .isInstanceOf(ArchiveUnavailableException.class)
                .hasMessageContaining(file.toString());
    }
}
