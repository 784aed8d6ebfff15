package io.loadgen.report;

import io.loadgen.report.ReportDocument.Block;
import io.loadgen.report.ReportDocument.Fields;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.OnPage;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import java.util.List;

/** Writes a document for a terminal: plain ASCII, at most {@value #COLUMNS} columns. One thread at a time. */
final class TextPainter {
    static final int COLUMNS = 104;

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private TextPainter() {}

    /** The document as lines, each ended by a line feed. */
    static String paint(ReportDocument document) {
        TextPainter page = new TextPainter();
        page.rule();
        String title = document.kind() + " " + document.title();
        page.line(title
                + " "
                        .repeat(Math.max(
                                1, COLUMNS - title.length() - document.badge().length()))
                + document.badge());
        page.rule();
        page.wrapped("", document.subtitle());
        document.sections().forEach(page::section);
        page.rule();
        return page.text.toString();
    }

    /** One without blocks says all by its heading. */
    private void section(Section section) {
        List<Block> blocks = section.blocks().stream()
                .filter(block -> !(block instanceof OnPage))
                .toList();
        if (blocks.isEmpty() && !section.blocks().isEmpty()) {
            return;
        }
        boolean beginsWithTable = !blocks.isEmpty()
                && blocks.getFirst() instanceof Table table
                && table.caption().isEmpty();
        if (!beginsWithTable) {
            line("");
            wrapped("", section.heading());
        }
        blocks.forEach(block -> block(section.heading(), block));
    }

    private void block(String heading, Block block) {
        switch (block) {
            case Notes notes -> notes(notes);
            case Fields fields -> fields(fields);
            case Table table -> {
                line("");
                new TextTable(table, table.caption().isEmpty() ? heading : table.caption())
                        .lines()
                        .forEach(this::line);
            }
            case OnPage onPage -> {}
        }
    }

    private void notes(Notes notes) {
        String start = switch (notes.severity()) {
            case REMARK -> INDENT;
            case FINDING -> "  - ";
            case WARNING -> "  ! ";
        };
        notes.sentences().forEach(sentence -> wrapped(start, sentence));
    }

    private void fields(Fields fields) {
        int width = fields.fields().stream()
                .mapToInt(field -> field.name().length())
                .max()
                .orElse(0);
        fields.fields().forEach(field -> wrapped(INDENT + TextTable.left(field.name(), width) + INDENT, field.value()));
    }

    private void wrapped(String start, String words) {
        TextTable.wrapped(start, ascii(words), COLUMNS).forEach(this::line);
    }

    private void rule() {
        line("=".repeat(COLUMNS));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /** What the system under test says is not ours to trust: no control character may reach a terminal. */
    static String ascii(String words) {
        return words.replace("→", "->")
                .replace('×', 'x')
                .replace('–', '-')
                .replaceAll("[^\\x20-\\x7e]", "?")
                .stripTrailing();
    }
}
