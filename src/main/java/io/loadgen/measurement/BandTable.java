package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Stages.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums of stages by the total that they add up to, from which the means of any span of ranks can be told. The cells are log-linear,
 * as those of HdrHistogram: linear below {@value #PER_OCTAVE} ns, then {@value #PER_OCTAVE} to each doubling, so that one is less than
 * 0.8 % wide. Memory is fixed, some 200 KiB.
 *
 * <p>One thread writes. Whoever knows that it has written its last reads what it wrote; before, a request may be half entered.
 */
final class BandTable {
    /** The spans: the share up to which each goes. */
    private static final List<Span> SPANS = List.of(
            new Span("up to p50", 0.5),
            new Span("p50-p90", 0.9),
            new Span("p90-p99", 0.99),
            new Span("p99-p99.9", 0.999),
            new Span("above p99.9", 1));

    /** Covers rounding in a product of a share and a count. */
    private static final double ROUNDING = 1e-9;

    private static final int OCTAVE_BITS = 7;
    private static final int PER_OCTAVE = 1 << OCTAVE_BITS;
    private static final int CELLS = cell(LatencyDistribution.HIGHEST_NANOS) + 1;

    private static final int COLUMNS = 4;
    private static final int COUNT = 0;
    private static final int LAG = 1;
    private static final int TO_HANDOFF = 2;
    private static final int TO_EVENT = 3;

    private final long[] sums = new long[CELLS * COLUMNS];

    /** Requests whose handoff has not been seen: their total is known, their stages are not. */
    private final long[] unknown = new long[CELLS];

    private record Span(String name, double upTo) {}

    private static int cell(long nanos) {
        long value = LatencyDistribution.inRange(nanos);
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - OCTAVE_BITS);
        return shift * PER_OCTAVE + (int) (value >>> shift);
    }

    /** A request whose stages are known. */
    public void add(long lagNanos, long toHandoffNanos, long toEventNanos) {
        int at = cell(lagNanos + toHandoffNanos + toEventNanos) * COLUMNS;
        sums[at + COUNT]++;
        sums[at + LAG] += lagNanos;
        sums[at + TO_HANDOFF] += toHandoffNanos;
        sums[at + TO_EVENT] += toEventNanos;
    }

    /** A request whose handoff was not seen when its event came. */
    public void addUnknown(long totalNanos) {
        unknown[cell(totalNanos)]++;
    }

    /** The handoff of such a request was seen after all. */
    public void becomesKnown(long lagNanos, long toHandoffNanos, long toEventNanos) {
        unknown[cell(lagNanos + toHandoffNanos + toEventNanos)]--;
        add(lagNanos, toHandoffNanos, toEventNanos);
    }

    /**
     * The bands of all requests, lost ones ranked above those in the table. Where a band ends within a cell, both bands take their part
     * of the cell's requests at the means of the cell.
     */
    public List<Band> bands(long lost) {
        long observed = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            observed += requests(cell);
        }
        List<Band> bands = new ArrayList<>();
        Reading reading = new Reading();
        long from = 0;
        for (Span span : SPANS) {
            long to = (long) Math.ceil(span.upTo() * (observed + lost) - ROUNDING);
            long seen = Math.max(0, Math.min(to, observed) - from);
            bands.add(reading.take(span.name(), to - from, seen));
            from = to;
        }
        return bands;
    }

    private long requests(int cell) {
        return sums[cell * COLUMNS + COUNT] + unknown[cell];
    }

    /** Goes up the cells, band by band. */
    private final class Reading {
        private int cell;
        private long left = requests(0);

        Band take(String name, long requests, long seen) {
            double[] totals = new double[COLUMNS];
            for (long wanted = seen; wanted > 0; ) {
                while (left == 0) {
                    left = requests(++cell);
                }
                long taken = Math.min(wanted, left);
                double part = (double) taken / requests(cell);
                for (int column = 0; column < COLUMNS; column++) {
                    totals[column] += part * sums[cell * COLUMNS + column];
                }
                left -= taken;
                wanted -= taken;
            }
            double known = totals[COUNT];
            return Band.of(
                    name,
                    requests,
                    requests - seen,
                    Math.round(known),
                    known == 0 ? 0 : totals[LAG] / known,
                    known == 0 ? 0 : totals[TO_HANDOFF] / known,
                    known == 0 ? 0 : totals[TO_EVENT] / known);
        }
    }
}
