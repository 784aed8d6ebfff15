package io.loadgen.report;

import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as lines of text. Columns are as wide as what is in them; where that does not fit a line, the longest words are broken, and
 * where that does not help, each row is told in sentences.
 */
final class TextTable {
    /** A caption stands where the name of the first column would, if it is no longer than that. */
    private static final int LONGEST_CAPTION = 26;

    /** Words are not broken into a narrower column. */
    private static final int NARROWEST = 30;

    private final String caption;
    private final boolean isCaptionBeside;
    private final List<Column> columns;
    private final List<List<String>> rows;
    private final int[] widths;

    TextTable(Table table, String caption) {
        int[] shown = IntStream.range(0, table.columns().size())
                .filter(column -> !table.columns().get(column).isDetail())
                .toArray();
        this.caption = caption;
        this.isCaptionBeside = caption.length() <= LONGEST_CAPTION;
        this.columns = Arrays.stream(shown).mapToObj(table.columns()::get).toList();
        this.rows = table.rows().stream()
                .map(row -> Arrays.stream(shown)
                        .mapToObj(column -> (column == 0 ? "  " : "") + TextPainter.ascii(row.get(column)))
                        .toList())
                .toList();
        List<String> header = header();
        this.widths = IntStream.range(0, columns.size())
                .map(column -> Math.max(
                        header.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    private List<String> header() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(TextPainter.ascii(column.name())));
        names.set(0, isCaptionBeside ? caption : "  " + names.getFirst());
        return names;
    }

    List<String> lines() {
        int gap = tooWide(2) <= 0 ? 2 : 1;
        int tooWide = tooWide(gap);
        if (tooWide > 0) {
            int widest = IntStream.range(0, widths.length)
                    .filter(column -> !columns.get(column).isNumeric())
                    .reduce(0, (one, other) -> widths[other] > widths[one] ? other : one);
            widths[widest] -= tooWide;
            if (widths[widest] < NARROWEST) {
                return sentences();
            }
        }
        List<String> lines = new ArrayList<>();
        if (!isCaptionBeside) {
            lines.addAll(wrapped("", caption, TextPainter.COLUMNS));
        }
        lines.addAll(row(header(), gap));
        rows.forEach(row -> lines.addAll(row(row, gap)));
        return lines;
    }

    /** By how many columns the table is wider than a line. */
    private int tooWide(int gap) {
        return Arrays.stream(widths).sum() + gap * (widths.length - 1) - TextPainter.COLUMNS;
    }

    private List<String> row(List<String> cells, int gap) {
        List<List<String>> parts = IntStream.range(0, cells.size())
                .mapToObj(column -> wrapped("", cells.get(column), widths[column]))
                .toList();
        int height = parts.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(line -> IntStream.range(0, cells.size())
                        .mapToObj(column -> cell(parts.get(column), line, column))
                        .collect(Collectors.joining(" ".repeat(gap))))
                .toList();
    }

    private String cell(List<String> parts, int line, int column) {
        String part = line < parts.size() ? parts.get(line) : "";
        return columns.get(column).isNumeric() ? right(part, widths[column]) : left(part, widths[column]);
    }

    private List<String> sentences() {
        List<String> lines = new ArrayList<>(wrapped("", caption, TextPainter.COLUMNS));
        for (List<String> row : rows) {
            String rest = IntStream.range(1, row.size())
                    .filter(column -> !row.get(column).isEmpty())
                    .mapToObj(column -> "; " + columns.get(column).name() + " " + row.get(column))
                    .collect(Collectors.joining());
            lines.addAll(wrapped("  * ", row.getFirst().strip() + rest, TextPainter.COLUMNS));
        }
        return lines;
    }

    /** Breaks at spaces, and inside a word only where it does not fit a line; later lines start below the first. */
    static List<String> wrapped(String start, String words, int width) {
        int room = width - start.length();
        List<String> lines = new ArrayList<>();
        String rest = words;
        String indent = start;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            lines.add(indent + rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
            indent = " ".repeat(start.length());
        }
        lines.add(indent + rest);
        return lines;
    }

    static String left(String value, int width) {
        return value + " ".repeat(Math.max(0, width - value.length()));
    }

    static String right(String value, int width) {
        return " ".repeat(Math.max(0, width - value.length())) + value;
    }
}
