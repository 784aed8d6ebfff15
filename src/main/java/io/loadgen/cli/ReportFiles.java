package io.loadgen.cli;

import io.loadgen.report.Format;
import io.loadgen.report.ReportFormat;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.RunReport;
import io.loadgen.spec.RunSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Writes reports to a folder, one file for each format.
 *
 * @param folder where to, empty for nowhere
 * @param formats in which formats
 */
record ReportFiles(String folder, List<ReportFormat> formats) {
    ReportFiles {
        formats = List.copyOf(formats);
    }

    /** Nowhere. */
    static final ReportFiles NONE = new ReportFiles("", List.of());

    /** Those of every format. */
    static ReportFiles allOf(String folder) {
        return new ReportFiles(folder, ReportFormats.ALL);
    }

    static ReportFiles of(OneShotProperties properties) {
        return new ReportFiles(
                properties.reportDir(),
                properties.formats().stream()
                        .map(name -> Format.named(ReportFormats.ALL, name))
                        .toList());
    }

    /** Removes what an earlier run left, in whatever format, so that nobody takes it for this one's. */
    void removeOld() throws IOException {
        if (!folder.isEmpty()) {
            for (ReportFormat format : ReportFormats.ALL) {
                Files.deleteIfExists(Path.of(folder, format.fileName()));
            }
        }
    }

    /** Sees before the run whether its reports can be written after it. */
    void prepare(RunSpec run) throws UsageException {
        formats.forEach(format -> format.requireFor(run));
        if (folder.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(Path.of(folder));
        } catch (IOException e) {
            throw new UsageException("reports cannot be written to " + folder + ": " + e);
        }
        if (!Files.isWritable(Path.of(folder))) {
            throw new UsageException("reports cannot be written to " + folder + ": it is not writable");
        }
    }

    void write(RunReport report) throws IOException {
        for (ReportFormat format : formats) {
            // One of a signal needs a signal.
            if (!format.needsSignal() || report.figures() != null) {
                write(format, file -> format.write(ReportFormat.Source.of(report), file));
            }
        }
    }

    /** Says in the formats that have a word for it that the run could not begin. */
    void writeFailure(String failure) throws IOException {
        for (ReportFormat format : formats) {
            Optional<String> text = format.renderFailure(failure);
            if (text.isPresent()) {
                write(format, file -> file.write(text.get().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Whole or not at all: whoever looks meanwhile must not see half a report. */
    private void write(ReportFormat format, Content content) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        Path target = Path.of(folder, format.fileName());
        Path written = Path.of(folder, format.fileName() + ".part");
        try (OutputStream file = Files.newOutputStream(written)) {
            content.writeTo(file);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a file is to hold. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream file) throws IOException;
    }
}
