package io.loadgen.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a report or a comparison says, before it has a form: {@link TextPainter} and {@link HtmlPainter} give it one. Any text in it may
 * hold what the system under test said, as it said it: making it harmless is for the painters. Immutable; any thread.
 *
 * @param kind what it is
 * @param title of what
 * @param badge what it comes to, in a word or two
 * @param subtitle the same in a sentence, or what it was about
 * @param sections in the order in which they are to be read
 */
record ReportDocument(String kind, String title, String badge, String subtitle, List<Section> sections) {
    /**
     * A part with a heading.
     *
     * @param heading what it is about
     * @param blocks what it says; one without any says it by its heading
     */
    record Section(String heading, List<Block> blocks) {
        /** A section of those blocks that have something to say. */
        static Section of(String heading, Block... blocks) {
            return new Section(
                    heading,
                    Arrays.stream(blocks).filter(block -> !block.isEmpty()).toList());
        }
    }

    /** A piece of a section. */
    sealed interface Block {
        /** Whether there is nothing to show. */
        default boolean isEmpty() {
            return false;
        }
    }

    /** What only a page shows. */
    sealed interface OnPage extends Block {}

    /** What only a page has room for. */
    record Detail(Block block) implements OnPage {
        @Override
        public boolean isEmpty() {
            return block.isEmpty();
        }
    }

    /** Sentences. */
    record Notes(Severity severity, List<String> sentences) implements Block {
        static Notes remark(String... sentences) {
            return new Notes(
                    Severity.REMARK,
                    Stream.of(sentences).filter(each -> !each.isEmpty()).toList());
        }

        static Notes findings(List<String> sentences) {
            return new Notes(Severity.FINDING, sentences);
        }

        static Notes warnings(List<String> sentences) {
            return new Notes(Severity.WARNING, sentences);
        }

        @Override
        public boolean isEmpty() {
            return sentences.isEmpty();
        }
    }

    /** How much weight a sentence has. */
    enum Severity {
        /** Tells how to read what is beside it. */
        REMARK,
        /** Was found. */
        FINDING,
        /** Was found, and ought not to be. */
        WARNING
    }

    /** Figures to be seen at a glance; a page shows them, for each is somewhere below too. */
    record Tiles(List<Tile> tiles) implements OnPage {}

    /** One of them. */
    record Tile(String label, String value, String remark) {}

    /** Values by their names. */
    record Fields(List<Field> fields) implements Block {
        /** Names and values in turn; without those that are empty, which are not known. */
        static Fields of(String... namesAndValues) {
            List<Field> fields = new ArrayList<>();
            for (int at = 0; at < namesAndValues.length; at += 2) {
                if (!namesAndValues[at + 1].isEmpty()) {
                    fields.add(new Field(namesAndValues[at], namesAndValues[at + 1]));
                }
            }
            return new Fields(fields);
        }

        @Override
        public boolean isEmpty() {
            return fields.isEmpty();
        }
    }

    /** One of them. */
    record Field(String name, String value) {}

    /**
     * A table. The first cell of a row is its name; one that begins with {@link #PART} is a part of the row above that does not.
     *
     * @param caption what it shows; empty where the heading of its section, which it begins, says so
     * @param columns its columns
     * @param rows a cell for each column
     */
    record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
        static final String PART = "  ";

        /** One that begins its section: a row of each item. */
        static <T> Table of(List<Column> columns, List<T> items, Function<? super T, List<String>> row) {
            return new Table("", columns, items.stream().map(row).toList());
        }

        Table captioned(String words) {
            return new Table(words, columns, rows);
        }

        @Override
        public boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    /**
     * A column of a table.
     *
     * @param name what is in it
     * @param isNumeric whether that is figures, which end at one edge
     * @param isDetail whether only a page has room for it
     */
    record Column(String name, boolean isNumeric, boolean isDetail) {
        static Column[] words(String... names) {
            return Stream.of(names).map(name -> new Column(name, false, false)).toArray(Column[]::new);
        }

        static Column[] figures(String... names) {
            return Stream.of(names).map(name -> new Column(name, true, false)).toArray(Column[]::new);
        }

        static List<Column> all(Column[]... columns) {
            return Stream.of(columns).flatMap(Stream::of).toList();
        }
    }

    /**
     * A chart, which only a page draws; a table beside it has its numbers, or a file of another format.
     *
     * @param name its heading, empty where that of its section says enough
     * @param legend what is drawn in which color
     * @param description what it shows, for those who do not see it
     * @param height pixels
     * @param x the axis from left to right, which depends on the width
     * @param y the axis upwards
     * @param drawing draws what is between them
     */
    record Chart(
            String name,
            List<? extends ChartKey> legend,
            String description,
            int height,
            Function<Plot.Size, Axis> x,
            Axis y,
            Consumer<Plot> drawing)
            implements OnPage {}

    /** What is drawn in a chart, and so an entry of its legend. */
    interface ChartKey {
        String name();

        String cssClass();
    }
}
