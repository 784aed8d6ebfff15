package io.loadgen.runs;

import java.util.Locale;

/** How figures read in the sentences of a verdict: exact enough that a figure never looks equal to a limit it passed. */
final class Wording {
    private Wording() {}

    static String millis(long nanos) {
        return decimals("%.3f", nanos / 1e6) + " ms";
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    static String percent(double share) {
        return decimals("%.4f", share * 100) + " %";
    }

    private static String decimals(String format, double value) {
        return String.format(Locale.ROOT, format, value).replaceAll("\\.?0+$", "");
    }
}
