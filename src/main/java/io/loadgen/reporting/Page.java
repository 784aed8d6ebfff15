package io.loadgen.reporting;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A page of plain text being written, and the way numbers look on it. One thread at a time. */
final class Page {
    static final int COLUMNS = 104;

    private static final int LABEL_COLUMNS = 10;
    private static final int COUNT_COLUMNS = 10;

    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    void blank() {
        text.append('\n');
    }

    void rule() {
        line("=".repeat(COLUMNS));
    }

    void heading(String heading) {
        blank();
        line(heading);
    }

    /** One text at each end of a line. */
    void ends(String left, String right) {
        line(left + " ".repeat(Math.max(1, COLUMNS - left.length() - right.length())) + right);
    }

    void field(String label, String value) {
        wrapped(left(label, LABEL_COLUMNS), value);
    }

    void count(String label, long count) {
        wrapped("  " + right(count, COUNT_COLUMNS) + "  ", label);
    }

    /** Breaks at spaces, and inside a word only where it does not fit a line; later lines start below the first. */
    void wrapped(String start, String words) {
        int room = COLUMNS - start.length();
        String rest = ascii(words);
        String indent = start;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            line(indent + rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
            indent = " ".repeat(start.length());
        }
        line(indent + rest);
    }

    String text() {
        return text.toString();
    }

    /** What the system under test says is not ours to trust: no control character may reach a terminal. */
    private static String ascii(String words) {
        return words.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }

    static String left(String value, int width) {
        return value + " ".repeat(Math.max(0, width - value.length()));
    }

    static String right(Object value, int width) {
        String shown = value.toString();
        return " ".repeat(Math.max(0, width - shown.length())) + shown;
    }

    /** Three digits that say something, never more than microseconds would. */
    static String millis(double millis) {
        String format = Math.abs(millis) < 9.995 ? "%.2f" : Math.abs(millis) < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, millis);
    }

    static String seconds(long millis) {
        return (millis % 1000 == 0
                        ? Long.toString(millis / 1000)
                        : String.format(Locale.ROOT, "%.3f", millis / 1e3).replaceAll("0+$", ""))
                + "s";
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /** A key of the model as it is written in prose. */
    static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    static String list(Map<String, Long> counts, Predicate<String> wanted) {
        return counts.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(entry -> words(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
