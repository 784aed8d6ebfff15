package io.loadgen.report;

/** A page of plain text being written. One thread at a time. */
public final class TextLayout {
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

    public void count(String label, long count) {
        wrapped("  " + right(count, COUNT_COLUMNS) + "  ", label);
    }

    /** Breaks at spaces, and inside a word only where it does not fit a line; later lines start below the first. */
    public void wrapped(String start, String words) {
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
}
