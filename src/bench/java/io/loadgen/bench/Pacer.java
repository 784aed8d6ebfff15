package io.loadgen.bench;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** A loop that does nothing but keep a schedule: it parks until shortly before an instant, then spins. */
final class Pacer {
    private static final long SPIN_NANOS = 100_000;

    private Pacer() {}

    static Map<String, Double> run(double rate, long slots) {
        Histogram lag = new Histogram(1, 60_000_000_000L, 3);
        Cost before = Cost.now();
        long start = System.nanoTime() + 20_000_000;
        for (long slot = 0; slot < slots; slot++) {
            long due = start + Math.round(slot * 1e9 / rate);
            await(due);
            lag.recordValue(Math.max(1, System.nanoTime() - due));
        }
        Map<String, Double> figures = before.since(slots);
        figures.put("achievedPercent", 100.0);
        enter(figures, "lag", lag);
        return figures;
    }

    static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > SPIN_NANOS; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left - SPIN_NANOS);
        }
        while (dueNanos - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Adds what is reported of a distribution, in microseconds. */
    static void enter(Map<String, Double> figures, String name, Histogram nanos) {
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            String digits = Double.toString(percentile).replace(".0", "").replace(".", "");
            figures.put(name + "P" + digits + "Micros", nanos.getValueAtPercentile(percentile) / 1e3);
        }
    }
}
