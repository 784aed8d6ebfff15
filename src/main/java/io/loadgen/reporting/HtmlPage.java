package io.loadgen.reporting;

import java.util.List;
import java.util.Locale;

/** The frame of a page, and the parts that pages are made of. One thread at a time. */
final class HtmlPage {
    private static final String CSS = ReportSchema.resource("report.css");

    private final Markup page = new Markup();

    HtmlPage(String title) {
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        // Not even an icon is asked for.
        page.empty("link", "rel", "icon", "href", "data:,");
        page.leaf("title", title).style(CSS);
        page.closeLine().open("body");
    }

    Markup markup() {
        return page;
    }

    String document() {
        page.close().closeLine();
        return page.document();
    }

    /** A heading with a word in a coloured badge beside it. */
    void header(String kind, String title, String badge, String subtitle) {
        page.open("header").open("div", "class", "title");
        page.open("p", "class", "kind").text(kind).close();
        page.leaf("h1", title).closeLine();
        page.leaf("p", badge, "class", "badge b-" + badge.toLowerCase(Locale.ROOT).replace(' ', '-'));
        page.leaf("p", subtitle, "class", "subtitle").closeLine();
    }

    void section(String name, Runnable content) {
        page.open("section").leaf("h2", name);
        content.run();
        page.closeLine();
    }

    /** A figure to be seen at a glance. */
    record Tile(String label, String value, String remark) {}

    void tiles(List<Tile> tiles) {
        page.open("dl", "class", "tiles");
        tiles.forEach(tile -> page.open("div")
                .leaf("dt", tile.label())
                .leaf("dd", tile.value(), "class", "value")
                .leaf("dd", tile.remark(), "class", "remark")
                .close());
        page.closeLine();
    }

    void list(List<String> sentences) {
        if (!sentences.isEmpty()) {
            page.open("ul", "class", "sentences");
            sentences.forEach(sentence -> page.leaf("li", sentence));
            page.closeLine();
        }
    }

    void note(String text) {
        page.leaf("p", text, "class", "remark");
    }

    /** A table: the first cell of each row is its heading. Wide ones scroll in themselves, by keyboard too. */
    void table(String caption, List<String> columns, List<List<String>> rows) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").leaf("caption", caption).open("thead").open("tr");
        columns.forEach(column -> page.leaf("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr").leaf("th", row.getFirst(), "scope", "row");
            row.subList(1, row.size()).forEach(cell -> page.leaf("td", cell));
            page.closeLine();
        }
        page.close().close().closeLine();
    }

    /** What is there for those who look for it. */
    void details(String summary, String text) {
        page.open("details").leaf("summary", summary);
        page.leaf("pre", text, "tabindex", "0").closeLine();
    }
}
