package io.loadgen.report;

import io.loadgen.result.JsonReport;
import java.io.OutputStream;
import java.util.Optional;

/** Every figure, for programs, written as it is made. */
final class JsonFormat extends ReportFormat {
    JsonFormat() {
        super("json", "application/json", "report.json", "JSON");
    }

    @Override
    public Optional<String> renderFailure(String failure) {
        return Optional.of(JsonReport.renderFailure(failure));
    }

    @Override
    public void write(Source source, OutputStream out) {
        JsonReport.write(source.report(), out);
    }
}
