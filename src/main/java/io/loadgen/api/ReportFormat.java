package io.loadgen.api;

import io.loadgen.history.SamplesCsv;
import io.loadgen.report.HistogramLog;
import io.loadgen.report.HtmlReport;
import io.loadgen.report.JunitReport;
import io.loadgen.report.PercentileLog;
import io.loadgen.report.TextReport;
import io.loadgen.report.TimelineCsv;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.spec.RunSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.MediaType;

/** The formats that a report is offered in, the preferred one first. Immutable; any thread. */
public enum ReportFormat implements Formats.Format {
    /** Every figure, for programs. */
    JSON("json", MediaType.APPLICATION_JSON_VALUE),
    /** For people. */
    TEXT("text", MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8"),
    /** One page for a browser. */
    HTML("html", "text/html;charset=UTF-8"),
    /** The time line, one row a second. */
    CSV("csv", "text/csv;charset=UTF-8"),
    /** The single adds of a capacity run, one row each. Only by its name: {@code text/csv} means the time line. */
    SAMPLES("samples.csv", "text/csv;charset=UTF-8"),
    /** HdrHistogram log. */
    HLOG("hlog", "application/x-hdrhistogram-log"),
    /** HdrHistogram percentile distribution of one signal. */
    HGRM("hgrm", "application/x-hdrhistogram-percentiles"),
    /** Test cases, for CI systems. */
    JUNIT("junit", "application/xml;charset=UTF-8");

    private final String symbol;
    private final String mediaType;

    ReportFormat(String symbol, String mediaType) {
        this.symbol = symbol;
        this.mediaType = mediaType;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /**
     * Refuses a run that has nothing to show in this format.
     *
     * @param spec what the run does
     * @throws RuntimeException that {@link Refusals} knows
     */
    public void requireFor(RunSpec spec) {
        if (this == SAMPLES && !spec.fillsRooms()) {
            throw new ProblemException(ProblemType.INVALID_FIELD.at(
                    "format", symbol, "another than samples.csv for a run that is no capacity run"));
        }
    }

    /**
     * Writes a report, as far as possible while it is made.
     *
     * @param choice what of it is wanted, where the format holds a part only
     * @param samples the single adds, which are kept beside the report
     */
    void write(RunReport report, LatencyChoice choice, Supplier<Optional<InputStream>> samples, OutputStream out)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        switch (this) {
            case JSON -> text.write(JsonReport.render(report));
            case TEXT -> text.write(TextReport.render(report));
            case HTML -> text.write(HtmlReport.render(report));
            case CSV -> text.write(TimelineCsv.render(report));
            case SAMPLES -> writeSamples(report, samples.get(), text, out);
            case HLOG -> HistogramLog.write(report, out);
            case HGRM -> PercentileLog.write(choice.of(report), out);
            case JUNIT -> text.write(JunitReport.render(report));
        }
        text.flush();
    }

    private static void writeSamples(RunReport report, Optional<InputStream> kept, Writer text, OutputStream out)
            throws IOException {
        if (kept.isEmpty()) {
            SamplesCsv.write(report, text);
            return;
        }
        try (InputStream csv = kept.get()) {
            csv.transferTo(out);
        }
    }

    /**
     * Writes a report; where the format holds one signal only, the response time of E2.
     *
     * @param report the report
     * @param out where to, the caller's to close
     * @throws IOException when it cannot be written
     */
    public void write(RunReport report, OutputStream out) throws IOException {
        write(report, new LatencyChoice("E2", "response"), Optional::empty, out);
    }

    /**
     * The format of a name.
     *
     * @param name as in {@code ?format=}
     * @return the format
     * @throws RuntimeException that {@link Refusals} knows, naming all formats
     */
    public static ReportFormat named(String name) {
        return Formats.named(values(), name);
    }

    static ReportFormat accepted(String accept) {
        return Formats.accepted(values(), accept);
    }
}
