package io.loadgen.cli;

import io.loadgen.report.Format;
import io.loadgen.report.ReportFormat;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.RunReport;
import io.loadgen.spec.RunSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    static ReportFiles of(OneShotProperties properties) {
        return new ReportFiles(
                properties.reportDir(),
                properties.formats().stream()
                        .map(name -> Format.named(ReportFormats.ALL, name))
                        .toList());
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
        if (folder.isEmpty()) {
            return;
        }
        for (ReportFormat format : formats) {
            // One of a signal needs a signal.
            if (!format.needsSignal() || report.figures() != null) {
                try (OutputStream file = Files.newOutputStream(Path.of(folder, format.fileName()))) {
                    format.write(ReportFormat.Source.of(report), file);
                }
            }
        }
    }
}
