package io.loadgen.report;

import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Reads reports as they are stored, and writes them to nobody. */
public final class ReportReaders {
    private ReportReaders() {}

    /** As the history keeps it. */
    public static byte[] stored(RunReport report) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            JsonReport.write(report, zip);
        }
        return bytes.toByteArray();
    }

    public static RunReport read(byte[] stored) throws IOException {
        return JsonReport.read(new GZIPInputStream(new ByteArrayInputStream(stored)));
    }

    /** Four at once, each format read and written by itself; gives how long each is, JSON first. */
    public static List<Long> readInEveryFormat(byte[] stored) throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> written = ReportFormats.ALL.stream()
                    .filter(format -> !format.needsCapacityRun())
                    .map(format -> readers.submit(() -> written(read(stored), format)))
                    .toList();
            List<Long> lengths = new ArrayList<>();
            for (Future<Long> each : written) {
                lengths.add(each.get());
            }
            return lengths;
        }
    }

    private static long written(RunReport report, ReportFormat format) throws IOException {
        long[] length = new long[1];
        format.write(ReportFormat.Source.of(report), new OutputStream() {
            @Override
            public void write(int one) {
                length[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                length[0] += count;
            }
        });
        return length[0];
    }
}
