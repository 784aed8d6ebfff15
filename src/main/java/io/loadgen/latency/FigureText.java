package io.loadgen.latency;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How figures, moments and names read, wherever they are shown. Stateless; any thread. */
public final class FigureText {
    private FigureText() {}

    /** Three digits that say something, never more than microseconds would. */
    public static String millis(double millis) {
        String format = Math.abs(millis) < 9.995 ? "%.2f" : Math.abs(millis) < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, millis);
    }

    public static String seconds(long millis) {
        return (millis % 1000 == 0
                        ? Long.toString(millis / 1000)
                        : String.format(Locale.ROOT, "%.3f", millis / 1e3).replaceAll("0+$", ""))
                + "s";
    }

    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /** With commas. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A key of the model as it is written in prose. */
    public static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A kind in prose. */
    public static String words(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String list(Map<String, Long> counts, Predicate<String> wanted) {
        return counts.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(entry -> words(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    public static String moment(@Nullable Instant moment) {
        return moment == null ? "-" : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** So exact that a time never looks equal to a limit that it passed. */
    public static String exactMillis(long nanos) {
        return decimals("%.3f", nanos / 1e6) + " ms";
    }

    /** A stretch of time in a sentence. */
    public static String exactSeconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** So exact that a share never looks equal to a limit that it passed. */
    public static String exactPercent(double share) {
        return decimals("%.4f", share * 100) + " %";
    }

    private static String decimals(String format, double value) {
        return String.format(Locale.ROOT, format, value).replaceAll("\\.?0+$", "");
    }
}
