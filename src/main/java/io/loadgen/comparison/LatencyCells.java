package io.loadgen.comparison;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.result.RunReport;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The latencies of one signal of a run in the order in which they came, in cells of a second or, of a long run, of some: what a block
 * bootstrap draws from. A loss counts with the time that it was waited for.
 *
 * <p>Immutable; any thread.
 */
final class LatencyCells {
    /** One cell: its distinct latencies, rising, and how often each was seen. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a run has hundreds, each of thousands
    private record Cell(long[] nanos, int[] counts, int lost) {}

    private final List<Cell> cells;
    private final long secondsOfCell;

    private LatencyCells(List<Cell> cells, long secondsOfCell) {
        this.cells = cells;
        this.secondsOfCell = secondsOfCell;
    }

    /** Of a run, in so many cells at most. */
    static LatencyCells of(RunReport run, Signal signal, Basis basis, int most) {
        long secondsOfCell = Math.max(1, Math.ceilDiv(seconds(run), most));
        return new LatencyCells(cells(run, signal, basis, secondsOfCell), secondsOfCell);
    }

    /** Of latencies that rise within each second; for tests. */
    static LatencyCells ofSeconds(List<long[]> seconds) {
        return new LatencyCells(seconds.stream().map(LatencyCells::cell).toList(), 1);
    }

    private static Cell cell(long[] rising) {
        long[] nanos = new long[rising.length];
        int[] counts = new int[rising.length];
        int distinct = 0;
        for (long latency : rising) {
            if (distinct == 0 || nanos[distinct - 1] != latency) {
                nanos[distinct++] = latency;
            }
            counts[distinct - 1]++;
        }
        return new Cell(Arrays.copyOf(nanos, distinct), Arrays.copyOf(counts, distinct), 0);
    }

    private static List<LatencyInterval> intervals(RunReport run) {
        var figures = run.figures();
        return figures == null ? List.of() : figures.intervals();
    }

    private static long seconds(RunReport run) {
        List<LatencyInterval> intervals = intervals(run);
        if (intervals.isEmpty()) {
            return 0;
        }
        LatencyInterval last = intervals.getLast();
        return last.fromSecond() + last.seconds() - intervals.getFirst().fromSecond();
    }

    private static List<Cell> cells(RunReport run, Signal signal, Basis basis, long secondsOfCell) {
        List<LatencyInterval> intervals = intervals(run);
        List<List<CompressedLatencies>> parts = new ArrayList<>();
        for (long second = 0; second < seconds(run); second += secondsOfCell) {
            parts.add(new ArrayList<>());
        }
        for (LatencyInterval interval : intervals) {
            long second = interval.fromSecond() - intervals.getFirst().fromSecond();
            interval.part(signal, basis)
                    .ifPresent(part -> parts.get((int) (second / secondsOfCell)).add(part));
        }
        return parts.parallelStream().map(LatencyCells::cell).toList();
    }

    private static Cell cell(List<CompressedLatencies> parts) {
        if (parts.isEmpty()) {
            return new Cell(new long[0], new int[0], 0);
        }
        Histogram sum = parts.getFirst().waited();
        long lost = parts.getFirst().censoredCount();
        for (CompressedLatencies part : parts.subList(1, parts.size())) {
            sum.add(part.waited());
            lost += part.censoredCount();
        }
        return cell(sum, (int) lost);
    }

    private static Cell cell(Histogram histogram, int lost) {
        int buckets = histogram.getEstimatedFootprintInBytes() / Long.BYTES;
        int most = (int) Math.min(histogram.getTotalCount(), buckets);
        long[] nanos = new long[most];
        int[] counts = new int[most];
        int distinct = 0;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            nanos[distinct] = value.getValueIteratedTo();
            counts[distinct++] = Math.toIntExact(value.getCountAddedInThisIterationStep());
        }
        return new Cell(Arrays.copyOf(nanos, distinct), Arrays.copyOf(counts, distinct), lost);
    }

    int count() {
        return cells.size();
    }

    long secondsOfCell() {
        return secondsOfCell;
    }

    long samples() {
        return cells.stream()
                .flatMapToInt(cell -> Arrays.stream(cell.counts()))
                .asLongStream()
                .sum();
    }

    int[] lostByCell() {
        return cells.stream().mapToInt(Cell::lost).toArray();
    }

    /** The distinct latencies, rising. */
    long[] scale() {
        return cells.stream()
                .flatMapToLong(cell -> Arrays.stream(cell.nanos()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The mean latency of each cell that has samples, nanoseconds. */
    double[] means() {
        return cells.stream()
                .filter(cell -> cell.nanos().length > 0)
                .mapToDouble(LatencyCells::mean)
                .toArray();
    }

    private static double mean(Cell cell) {
        double sum = 0;
        long count = 0;
        for (int at = 0; at < cell.nanos().length; at++) {
            sum += (double) cell.nanos()[at] * cell.counts()[at];
            count += cell.counts()[at];
        }
        return sum / count;
    }

    /** How many samples of each cell are at or below each latency of their {@link #scale}: {@code [latency][cell]}. */
    int[][] cumulated(long[] scale) {
        int[][] table = new int[scale.length][cells.size()];
        for (int cell = 0; cell < cells.size(); cell++) {
            long[] nanos = cells.get(cell).nanos();
            int[] counts = cells.get(cell).counts();
            for (int at = 0; at < nanos.length; at++) {
                table[Arrays.binarySearch(scale, nanos[at])][cell] = counts[at];
            }
        }
        for (int latency = 1; latency < table.length; latency++) {
            for (int cell = 0; cell < cells.size(); cell++) {
                table[latency][cell] += table[latency - 1][cell];
            }
        }
        return table;
    }
}
