package io.loadgen.latency;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.LatencyDistribution.Quantile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time of which two bounds are known, milliseconds with up to 3 decimals: they agree unless losses, of which only the wait is known,
 * take part.
 *
 * @param lowerMillis it is at least this long
 * @param upperMillis it is at most this long, null where it may be of any length
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Bounds(double lowerMillis, @Nullable Double upperMillis) {
    /** Above it times are written in seconds where they are bounds. */
    private static final double SECONDS_FROM_MILLIS = 99.5;

    /**
     * The bounds of a quantile.
     *
     * @param quantile the quantile
     * @return its bounds
     */
    public static Bounds of(Quantile quantile) {
        return new Bounds(
                LatencySummary.millis(quantile.lowerNanos()),
                quantile.isUnbounded() ? null : (Double) LatencySummary.millis(quantile.upperNanos()));
    }

    /** A time that is known. */
    public static Bounds exactly(double millis) {
        return new Bounds(millis, millis);
    }

    public boolean bothAgree() {
        Double upper = upperMillis;
        return upper != null && upper == lowerMillis;
    }

    /**
     * A number where both bounds agree, with its unit where that is asked for; {@code > 5 s} where there is no upper one; else a range with its
     * unit: {@code 5.0–6.0 s}.
     */
    public String words(boolean withUnit) {
        Double upper = upperMillis;
        if (upper == null) {
            return "> " + passed(lowerMillis);
        }
        if (bothAgree()) {
            return FigureText.millis(lowerMillis) + (withUnit ? " ms" : "");
        }
        boolean seconds = upper >= SECONDS_FROM_MILLIS;
        double scale = seconds ? 1e3 : 1;
        String format = upper / scale < 9.95 ? "%.1f" : "%.0f";
        String from = String.format(Locale.ROOT, format, lowerMillis / scale);
        String to = String.format(Locale.ROOT, format, upper / scale) + (seconds ? " s" : " ms");
        // What differs by less than is shown is one number.
        return to.startsWith(from) ? to : from + "\u2013" + to;
    }

    private static String passed(double millis) {
        if (millis < SECONDS_FROM_MILLIS) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        return String.format(Locale.ROOT, millis < 9_950 ? "%.1f" : "%.0f", millis / 1e3)
                        .replace(".0", "") + " s";
    }
}
