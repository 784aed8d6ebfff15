package io.loadgen.report;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.result.Counts;
import io.loadgen.result.Phase;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes the latencies of measured slots as an HdrHistogram log (version 1.3), for HdrHistogram's own tools. Nanoseconds; one tag
 * for each signal and basis, such as {@code E2.response}, and one more for those that never came, such as
 * {@code E2.response.lost}, which hold the times waited. E1, ack and E2 have an entry a second, the others one of the whole
 * measured time. Added up, the entries of a tag are the latencies of the report. Any thread.
 */
public final class HistogramLog extends ReportFormat {
    private static final Set<String> WHOLE = Set.of(Signal.HANDOFF.symbol(), Signal.RESULT.symbol());

    /** Unpacked only while it is written: one takes 250 KB then. */
    private record Entry(double fromSecond, double toSecond, String tag, CompressedLatencies latencies) {
        void write(HistogramLogWriter log) {
            LatencyDistribution all = latencies.expand();
            if (all.count() > all.censoredCount()) {
                write(log, tag, all.observed());
            }
            if (all.censoredCount() > 0) {
                write(log, tag + ".lost", all.censored());
            }
        }

        private void write(HistogramLogWriter log, String as, Histogram histogram) {
            histogram.setTag(as);
            log.outputIntervalHistogram(fromSecond, toSecond, histogram);
        }
    }

    HistogramLog() {
        super("hlog", "application/x-hdrhistogram-log", "report.hlog", "HdrHistogram log");
    }

    @Override
    public boolean needsIntervals() {
        return true;
    }

    @Override
    public void write(Source source, OutputStream out) throws IOException {
        write(source.whole().get(), out);
        out.flush();
    }

    /**
     * Writes the log of a report.
     *
     * @param report the report
     * @param out where to; flushed, not closed
     */
    public static void write(RunReport report, OutputStream out) {
        HistogramLogWriter log = new HistogramLogWriter(out);
        log.outputComment(
                "[Loadgen run " + report.runId() + ", fixture " + report.spec().fixture() + "]");
        log.outputComment("[Measured slots; nanoseconds; tags are signal.basis, with .lost the times waited in vain]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMillis(report));
        log.outputLegend();
        Figures figures = report.figures();
        if (figures != null) {
            entries(figures).forEach(entry -> entry.write(log));
        }
    }

    private static long startMillis(RunReport report) {
        return (report.startedAt() == null ? report.createdAt() : report.startedAt()).toEpochMilli();
    }

    private static List<Entry> entries(Figures figures) {
        List<Entry> entries = new ArrayList<>();
        double start = figures.timeline().stream()
                .filter(second -> second.phase() == Phase.MEASURED)
                .mapToLong(SecondSample::second)
                .findFirst()
                .orElse(0);
        double end = start + figures.measuredMillis() / 1e3;
        figures.latencies().stream()
                .filter(row -> WHOLE.contains(row.signal()))
                .forEach(row -> entries.add(new Entry(start, end, tag(row.signal(), row.basis()), row.histogram())));
        for (LatencyInterval interval : figures.intervals()) {
            double from = interval.fromSecond();
            interval.latencies()
                    .forEach(part -> entries.add(new Entry(
                            from,
                            from + interval.seconds(),
                            tag(part.signal().symbol(), Counts.camelCase(part.basis())),
                            part.histogram())));
        }
        entries.sort(Comparator.comparingDouble(Entry::fromSecond));
        return entries;
    }

    private static String tag(String signal, String basis) {
        return signal + "." + basis;
    }
}
