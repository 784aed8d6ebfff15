package io.loadgen.reporting;

import io.loadgen.measurement.CapacitySample;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * Writes the single adds of a capacity run as CSV (RFC 4180): a header, then one row an add in the order in which they were due.
 * Times are response times in milliseconds; a cell is empty where the signal did not come in time. Any thread.
 */
public final class SamplesCsv {
    private static final String LINE_END = "\r\n";
    private static final String HEADER =
            "dueMillis,room,sizeBefore,usersAdded,firstMillis,eventMillis,resultMillis" + LINE_END;

    private SamplesCsv() {}

    /**
     * Writes the adds of a report.
     *
     * @param report the report
     * @return header and rows; only the header for a run that has no adds to show
     */
    public static String render(RunReport report) {
        StringBuilder csv = new StringBuilder(HEADER);
        RoomGrowth growth = report.capacity();
        if (growth != null) {
            StreamSupport.stream(growth.samples().adds().spliterator(), false)
                    .sorted(Comparator.comparingLong(CapacitySample::dueNanos).thenComparingInt(CapacitySample::room))
                    .forEach(add -> row(csv, add));
        }
        return csv.toString();
    }

    private static void row(StringBuilder csv, CapacitySample add) {
        csv.append(millis(add.dueNanos())).append(',');
        csv.append(add.room()).append(',');
        csv.append(add.sizeBefore()).append(',');
        csv.append(add.usersAdded()).append(',');
        csv.append(millis(add.firstNanos())).append(',');
        csv.append(millis(add.eventNanos())).append(',');
        csv.append(millis(add.resultNanos())).append(LINE_END);
    }

    private static String millis(OptionalLong nanos) {
        return nanos.isEmpty() ? "" : millis(nanos.getAsLong());
    }

    /** Plain digits: a long run's milliseconds would else be written with an exponent. */
    private static String millis(long nanos) {
        return BigDecimal.valueOf(Math.round(nanos / 1e3), 3).toPlainString();
    }
}
