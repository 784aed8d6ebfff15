package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Signal;

/**
 * Latencies that are compared with each other.
 *
 * @param signal of which signal
 * @param basis counted from which moment
 */
record SignalBasis(Signal signal, Basis basis) {
    boolean isOf(SeriesFigures.Row row) {
        return row.signal().equals(signal.symbol()) && row.basis().equals(Books.camelCase(basis));
    }
}
