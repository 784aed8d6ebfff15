package io.loadgen.report;

import io.loadgen.result.JsonReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Every figure, for programs: as it is kept, or else written as it is made. */
final class JsonFormat extends ReportFormat {
    JsonFormat() {
        super("json", "application/json", "report.json", "JSON");
    }

    @Override
    public Optional<String> renderFailure(String failure) {
        return Optional.of(JsonReport.renderFailure(failure));
    }

    @Override
    public void write(Source source, OutputStream out) throws IOException {
        if (!passOn(source.json(), out)) {
            JsonReport.write(source.whole().get(), out);
        }
    }
}
