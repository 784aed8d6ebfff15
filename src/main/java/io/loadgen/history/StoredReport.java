package io.loadgen.history;

import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;

/** Reports in the form in which they are kept. Any thread. */
final class StoredReport {
    private StoredReport() {}

    static byte[] write(RunReport report) {
        return CompressedJson.write(report);
    }

    /**
     * Reads a report back, also one that an earlier version wrote.
     *
     * @throws IllegalArgumentException when it is none of a schema that this version knows
     */
    static RunReport read(byte[] kept) {
        return JsonReport.read(CompressedJson.open(kept));
    }
}
