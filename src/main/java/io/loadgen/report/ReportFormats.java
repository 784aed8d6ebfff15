package io.loadgen.report;

import java.time.Instant;
import java.util.List;

/** The formats that a report is offered in: the one list of them. */
public final class ReportFormats {
    /** Every figure, for programs. */
    public static final ReportFormat JSON = new JsonFormat();

    /** For a terminal: plain ASCII, at most {@value TextPainter#COLUMNS} columns. */
    public static final ReportFormat.Text TEXT = new ReportFormat.Text(
            "text",
            "text/plain;charset=UTF-8",
            "report.txt",
            "Text",
            report -> TextPainter.paint(RunDocument.of(report)));

    /** One page that needs nothing else. */
    public static final ReportFormat.Text HTML = new ReportFormat.Text(
            "html",
            "text/html;charset=UTF-8",
            "report.html",
            "HTML page",
            report -> HtmlPainter.paint(RunDocument.of(report)));

    /** All of them, the preferred one first. */
    public static final List<ReportFormat> ALL = List.of(
            JSON,
            TEXT,
            HTML,
            new TimelineCsv(),
            new SamplesFormat(),
            new HistogramLog(),
            new PercentileLog(),
            new ReportFormat.Text(
                            "junit", "application/xml;charset=UTF-8", "junit.xml", "JUnit XML", JunitReport::render)
                    .telling(failure -> JunitReport.renderFailure(failure, Instant.now())));

    private ReportFormats() {}
}
