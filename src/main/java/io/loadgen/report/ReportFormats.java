package io.loadgen.report;

import java.util.List;

/** The formats that a report is offered in: the one list of them. */
public final class ReportFormats {
    /** All of them, the preferred one first. */
    public static final List<ReportFormat> ALL = List.of(
            new JsonFormat(),
            new TextReport(),
            new HtmlReport(),
            new TimelineCsv(),
            new SamplesFormat(),
            new HistogramLog(),
            new PercentileLog(),
            new JunitReport());

    private ReportFormats() {}
}
