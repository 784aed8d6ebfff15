package io.loadgen.report;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.LatencyRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/**
 * Writes one distribution in HdrHistogram's percentile format ({@code .hgrm}), milliseconds, for its plotter and others. A loss
 * is entered with the time that it was waited for, as no percentile can be less. Any thread.
 */
public final class PercentileLog extends ReportFormat {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    PercentileLog() {
        super("hgrm", "application/x-hdrhistogram-percentiles", "e2.hgrm", "Percentiles of E2");
    }

    @Override
    public boolean needsSignal() {
        return true;
    }

    @Override
    public void write(Source source, OutputStream out) throws IOException {
        write(source.choice().of(source.report()), out);
        out.flush();
    }

    /**
     * Writes a distribution.
     *
     * @param row the latencies
     * @param out where to; flushed, not closed
     */
    public static void write(LatencyRow row, OutputStream out) {
        LatencyDistribution latencies = row.histogram().expand();
        Histogram all = latencies.observed();
        all.add(latencies.censored());
        PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
        all.outputPercentileDistribution(lines, TICKS_PER_HALF_DISTANCE, NANOS_PER_MILLI);
        lines.print("#[Signal = " + row.signal() + ", basis = " + row.basis() + ", lost = " + latencies.censoredCount()
                + "]\n");
        lines.flush();
    }
}
