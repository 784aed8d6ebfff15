package io.loadgen.report;

import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return JsonReport.read(json(stored));
    }

    private static InputStream json(byte[] stored) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(stored));
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    /** As many at once as the service lets in, each format read and written by itself; gives how long each is, JSON first. */
    public static List<Long> readInEveryFormat(byte[] stored) throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(4);
                ExecutorService ofSeconds = Executors.newSingleThreadExecutor()) {
            List<Future<Long>> written = ReportFormats.ALL.stream()
                    .filter(format -> !format.needsCapacityRun())
                    .map(format ->
                            (format.needsIntervals() ? ofSeconds : readers).submit(() -> written(stored, format)))
                    .toList();
            List<Long> lengths = new ArrayList<>();
            for (Future<Long> each : written) {
                lengths.add(each.get());
            }
            return lengths;
        }
    }

    private static long written(byte[] stored, ReportFormat format) throws IOException {
        long[] length = new long[1];
        ReportFormat.Source source = new ReportFormat.Source(
                () -> JsonReport.read(json(stored)),
                () -> JsonReport.readWithoutIntervals(json(stored)),
                () -> Optional.of(json(stored)),
                new LatencyChoice("E2", "response"),
                Optional::empty);
        format.write(source, new OutputStream() {
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
