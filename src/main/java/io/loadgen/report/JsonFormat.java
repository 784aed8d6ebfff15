package io.loadgen.report;

import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;

/** Every figure, for programs. */
final class JsonFormat extends ReportFormat.Text {
    JsonFormat() {
        super("json", "application/json", "report.json", "JSON");
    }

    @Override
    String text(RunReport report) {
        return JsonReport.render(report);
    }
}
