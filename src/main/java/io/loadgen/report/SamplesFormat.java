package io.loadgen.report;

import io.loadgen.history.SamplesCsv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The single adds of a capacity run, one row each. Only by its name: {@code text/csv} means the time line. */
final class SamplesFormat extends ReportFormat {
    SamplesFormat() {
        super("samples.csv", "text/csv;charset=UTF-8", "samples.csv", "CSV, a row an add");
    }

    @Override
    public boolean needsCapacityRun() {
        return true;
    }

    @Override
    public void write(Source source, OutputStream out) throws IOException {
        if (!passOn(source.samples(), out)) {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            SamplesCsv.write(source.report(), text);
            text.flush();
        }
    }
}
