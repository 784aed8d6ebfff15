package io.loadgen.comparison;

import io.loadgen.result.Counts;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;

/**
 * Latencies that are compared with each other.
 *
 * @param signal of which signal
 * @param basis counted from which moment
 */
record SignalBasis(Signal signal, Basis basis) {
    boolean isOf(SeriesFigures.Row row) {
        return row.signal().equals(signal.symbol()) && row.basis().equals(Counts.camelCase(basis));
    }
}
