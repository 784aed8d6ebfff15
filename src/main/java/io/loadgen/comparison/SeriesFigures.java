package io.loadgen.comparison;

import io.loadgen.result.Counts;
import io.loadgen.result.Environment;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.ScheduleHash;
import io.loadgen.spec.Signal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What later comparisons need of a run to know how far runs like it lie apart: a kilobyte, where its report has megabytes.
 *
 * <p>Immutable; any thread.
 *
 * @param series what runs like it have in common, see {@link #seriesOf}
 * @param rows one for each signal and basis that is compared
 */
public record SeriesFigures(String series, List<Row> rows) {
    /** As many runs of a series are looked at, the newest. More would tell of builds long gone. */
    public static final int MOST_RUNS = 20;

    /** The address of the platform as an environment's settings have it. */
    private static final String PLATFORM = "loadgen.nats.url";

    /** Takes a copy. */
    public SeriesFigures {
        rows = List.copyOf(rows);
    }

    /**
     * Sums a run up.
     *
     * @param report its report
     * @return its figures; empty of a run that did not come to its planned end, or measured no latency
     */
    public static Optional<SeriesFigures> of(RunReport report) {
        List<Row> rows = ComparedLatencies.timesOf(report).map(Row::of).toList();
        return report.state() == RunState.COMPLETED && !rows.isEmpty()
                ? Optional.of(new SeriesFigures(seriesOf(report), rows))
                : Optional.empty();
    }

    /**
     * A fingerprint of what runs of a series have in common: what was to be sent when to which fixture set, the contract, the site, the
     * platform's address, and the processors of the generator. The machine's name is no part of it, since each pod has its own.
     *
     * @param report the report of a run
     * @return 16 hexadecimal digits
     */
    public static String seriesOf(RunReport report) {
        Environment place = report.environment();
        return ScheduleHash.fingerprint(String.join(
                "\n",
                report.scheduleHash(),
                place.contractVersion(),
                place.site(),
                place.settings().getOrDefault(PLATFORM, ""),
                Integer.toString(place.cores())));
    }

    /** Of a version that compared other percentiles there is none. */
    Optional<Row> row(SignalBasis key) {
        return rows.stream()
                .filter(key::isOf)
                .filter(row -> Percentile.USUAL.stream().map(SeriesFigures::key).allMatch(row.nanos()::containsKey))
                .findFirst();
    }

    /**
     * The latencies of one signal, counted from one moment.
     *
     * @param signal E1, ack or E2
     * @param basis {@code response} or {@code service}
     * @param samples all, losses among them
     * @param lost the losses
     * @param nanos each percentile by its name, such as {@code p99_9}, nanoseconds, with losses at the time that they were waited for
     */
    public record Row(String signal, String basis, long samples, long lost, Map<String, Long> nanos) {
        /** Takes a copy. */
        public Row {
            nanos = Collections.unmodifiableMap(new LinkedHashMap<>(nanos));
        }

        static Row of(SignalTimes times) {
            Map<String, Long> nanos = new LinkedHashMap<>();
            times.nanos().forEach((rank, bounds) -> nanos.put(key(rank), (long) bounds.lower()));
            Signal signal = times.key().signal();
            Basis basis = times.key().basis();
            return new Row(signal.symbol(), Counts.camelCase(basis), times.samples(), times.lost(), nanos);
        }
    }

    /** The name as a key of a database, where no dot is welcome. */
    static String key(Percentile percentile) {
        return percentile.label().replace('.', '_');
    }
}
