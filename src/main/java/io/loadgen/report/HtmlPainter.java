package io.loadgen.report;

import io.loadgen.report.Plot.Size;
import io.loadgen.report.ReportDocument.Block;
import io.loadgen.report.ReportDocument.Chart;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Detail;
import io.loadgen.report.ReportDocument.Fields;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Severity;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.report.ReportDocument.Tiles;
import java.util.List;
import java.util.Locale;

/**
 * Writes a document as one HTML page that needs nothing else: charts are SVG drawn here, there is no script and nothing is loaded. Light
 * and dark, on a telephone and on paper. One thread at a time.
 */
final class HtmlPainter {
    private static final String CSS = ReportSchema.resource("/static/assets/report.css");
    private static final List<Column> FIELDS = Column.all(Column.words("what", "value"));

    private final MarkupWriter page = new MarkupWriter();

    private HtmlPainter() {}

    /** The document as an HTML document, which has it as text, too, for those who look for it. */
    static String paint(ReportDocument document) {
        HtmlPainter painter = new HtmlPainter();
        painter.head(document.kind() + " " + document.title());
        painter.header(document);
        painter.page.open("main");
        document.sections().forEach(painter::section);
        painter.page.open("section").open("details").leaf("summary", "The same as text");
        painter.page.leaf("pre", TextPainter.paint(document), "tabindex", "0").close();
        painter.page.closeLine().closeLine();
        painter.page.close().closeLine();
        return painter.page.document("<!DOCTYPE html>");
    }

    private void head(String title) {
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        // Not even an icon is asked for.
        page.empty("link", "rel", "icon", "href", "data:,");
        page.leaf("title", title).style(CSS);
        page.closeLine().open("body");
    }

    private void header(ReportDocument document) {
        String badge = document.badge();
        page.open("header").open("div", "class", "title");
        page.leaf("p", document.kind(), "class", "kind");
        page.leaf("h1", document.title()).closeLine();
        page.leaf(
                "p", badge, "class", "badge b-" + badge.toLowerCase(Locale.ROOT).replace(' ', '-'));
        page.leaf("p", document.subtitle(), "class", "subtitle").closeLine();
    }

    private void section(Section section) {
        page.open("section").leaf("h2", section.heading());
        section.blocks().forEach(block -> block(section.heading(), block));
        page.closeLine();
    }

    private void block(String heading, Block block) {
        switch (block) {
            case Notes notes -> notes(notes);
            case Tiles tiles -> tiles(tiles);
            case Fields fields -> {
                List<List<String>> rows = fields.fields().stream()
                        .map(field -> List.of(field.name(), field.value()))
                        .toList();
                table(heading, new Table("", FIELDS, rows));
            }
            case Table table -> table(heading, table);
            case Chart chart -> chart(chart);
            case Detail detail -> block(heading, detail.block());
        }
    }

    private void tiles(Tiles tiles) {
        page.open("dl", "class", "tiles");
        // A state is longer than most figures.
        tiles.tiles()
                .forEach(tile -> page.open("div")
                        .leaf("dt", tile.label())
                        .leaf("dd", tile.value(), "class", tile.value().matches("[A-Z]+") ? "value word" : "value")
                        .leaf("dd", tile.remark(), "class", "remark")
                        .close());
        page.closeLine();
    }

    private void notes(Notes notes) {
        if (notes.severity() == Severity.REMARK) {
            notes.sentences().forEach(sentence -> page.leaf("p", sentence, "class", "remark"));
            return;
        }
        page.open("ul", "class", notes.severity() == Severity.WARNING ? "sentences warning" : "sentences");
        notes.sentences().forEach(sentence -> page.leaf("li", sentence));
        page.closeLine();
    }

    /**
     * The first cell of each row is its heading. Wide tables scroll in themselves, by keyboard too. A caption that would only repeat the
     * heading is for those who do not see it.
     */
    private void table(String heading, Table table) {
        String caption = table.caption().isEmpty() ? heading : table.caption();
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").leaf("caption", caption, "class", table.caption().isEmpty() ? "unseen" : "seen");
        page.open("thead").open("tr");
        table.columns().forEach(column -> page.leaf("th", column.name(), "scope", "col", "class", align(column)));
        page.close().close().open("tbody");
        for (List<String> row : table.rows()) {
            String name = row.getFirst();
            page.open("tr");
            page.leaf("th", name.strip(), "scope", "row", "class", name.startsWith(Table.PART) ? "part" : "whole");
            for (int column = 1; column < row.size(); column++) {
                page.leaf("td", row.get(column), "class", align(table.columns().get(column)));
            }
            page.closeLine();
        }
        page.close().close().closeLine();
    }

    private static String align(Column column) {
        return column.isNumeric() ? "n" : "t";
    }

    private void chart(Chart chart) {
        if (!chart.name().isEmpty()) {
            page.leaf("h3", chart.name());
        }
        if (!chart.legend().isEmpty()) {
            page.open("ul", "class", "legend");
            chart.legend()
                    .forEach(key -> page.open("li")
                            .open("span", "class", "key " + key.cssClass(), "aria-hidden", "true")
                            .close()
                            .text(key.name())
                            .close());
            page.closeLine();
        }
        for (Size size : Size.values()) {
            Plot plot = new Plot(page, size, chart);
            chart.drawing().accept(plot);
            plot.end();
        }
    }
}
