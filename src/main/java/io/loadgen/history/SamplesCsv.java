package io.loadgen.history;

import io.loadgen.result.AddKind;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.CapacitySample;
import io.loadgen.result.RunReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * Writes the single adds of a capacity run as CSV (RFC 4180): a header, then one row an add in the order in which they were due.
 * Times are response times in milliseconds; a cell is empty where the signal did not come in time. Rows are written one by one,
 * since there can be a million. Any thread.
 */
public final class SamplesCsv {
    private static final String LINE_END = "\r\n";
    private static final String HEADER =
            "dueMillis,room,sizeBefore,usersAdded,firstMillis,eventMillis,resultMillis,shape,firstOrgAdd" + LINE_END;

    private SamplesCsv() {}

    /**
     * Writes the adds of a report: header and rows; only the header for a run that has no adds to show.
     *
     * @param report the report
     * @param csv where to
     * @throws IOException when it cannot be written
     */
    public static void write(RunReport report, Appendable csv) throws IOException {
        csv.append(HEADER);
        RoomGrowth growth = report.capacity();
        if (growth != null) {
            for (CapacitySample add : growth.samples().adds()) {
                row(csv, add);
            }
        }
    }

    private static void row(Appendable csv, CapacitySample add) throws IOException {
        csv.append(millis(add.dueNanos())).append(',');
        csv.append(Integer.toString(add.room())).append(',');
        csv.append(Integer.toString(add.sizeBefore())).append(',');
        csv.append(Integer.toString(add.usersAdded())).append(',');
        csv.append(millis(add.firstNanos())).append(',');
        csv.append(millis(add.eventNanos())).append(',');
        csv.append(millis(add.resultNanos())).append(',');
        csv.append(add.kind().shape().label()).append(',');
        csv.append(Boolean.toString(add.kind() == AddKind.FIRST_ORGS)).append(LINE_END);
    }

    private static String millis(OptionalLong nanos) {
        return nanos.isEmpty() ? "" : millis(nanos.getAsLong());
    }

    /** Plain digits: a long run's milliseconds would else be written with an exponent. */
    private static String millis(long nanos) {
        return BigDecimal.valueOf(Math.round(nanos / 1e3), 3).toPlainString();
    }
}
