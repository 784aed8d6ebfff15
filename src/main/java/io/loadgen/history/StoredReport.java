package io.loadgen.history;

import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A report as it is kept: the JSON in which it is offered, zipped, so that nothing has to be made of it for whoever wants that.
 * Immutable; any thread.
 */
public final class StoredReport {
    /** How a report begins that needs no reading before it is offered: in the form, and of the version, that is written now. */
    private static final byte[] AS_WRITTEN_NOW = ("{" + System.lineSeparator() + "  \"schemaVersion\" : "
                    + RunReport.SCHEMA_VERSION + ",")
            .getBytes(StandardCharsets.UTF_8);

    private final byte[] kept;

    StoredReport(byte[] kept) {
        this.kept = kept;
    }

    static byte[] write(RunReport report) {
        return CompressedJson.zipped(out -> JsonReport.write(report, out));
    }

    static RunReport read(byte[] kept) {
        return new StoredReport(kept).report();
    }

    /**
     * Reads the report back, also one that an earlier version wrote.
     *
     * @return the report, without the single adds of a capacity run
     * @throws IllegalArgumentException when it is none of a schema that this version knows
     */
    public RunReport report() {
        return JsonReport.read(CompressedJson.open(kept));
    }

    /**
     * Reads the report back without the latencies of each second, which nearly all of a long run's report are.
     *
     * @return the report, without the single adds of a capacity run
     * @throws IllegalArgumentException when it is none of a schema that this version knows
     */
    public RunReport withoutIntervals() {
        return JsonReport.readWithoutIntervals(CompressedJson.open(kept));
    }

    /**
     * The report's JSON as it was written, without any reading of it.
     *
     * @return UTF-8, to be closed by the caller; empty for a report that has to be read first, since an earlier version wrote it
     * @throws IllegalArgumentException when it is not zipped
     */
    public Optional<InputStream> json() {
        InputStream json = new BufferedInputStream(CompressedJson.open(kept));
        json.mark(AS_WRITTEN_NOW.length);
        try {
            boolean asWritten = Arrays.equals(json.readNBytes(AS_WRITTEN_NOW.length), AS_WRITTEN_NOW);
            json.reset();
            return asWritten ? Optional.of(json) : Optional.empty();
        } catch (IOException broken) {
            throw new IllegalArgumentException("not zipped: " + broken.getMessage(), broken);
        }
    }
}
