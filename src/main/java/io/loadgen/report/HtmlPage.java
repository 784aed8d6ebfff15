package io.loadgen.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The frame of a page, and the parts that pages are made of. One thread at a time. */
final class HtmlPage {
    private static final String CSS = ReportSchema.resource("/static/assets/report.css");

    /** A number, a range of them, a bound, or nothing. */
    private static final Pattern NUMERIC = Pattern.compile("(> )?[-0-9.]*( to [-0-9.]+)?( %| s| ms)?");

    private final HtmlWriter page = new HtmlWriter();

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

    HtmlWriter markup() {
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
        page.leaf(
                "p", badge, "class", "badge b-" + badge.toLowerCase(Locale.ROOT).replace(' ', '-'));
        page.leaf("p", subtitle, "class", "subtitle").closeLine();
    }

    void section(String name, Runnable content) {
        page.open("section").leaf("h2", name);
        content.run();
        page.closeLine();
    }

    /** A figure to be seen at a glance. */
    record Tile(String label, String value, String remark) {
        /** A state, which is longer than most figures. */
        boolean isWord() {
            return value.matches("[A-Z]+");
        }
    }

    void tiles(List<Tile> tiles) {
        page.open("dl", "class", "tiles");
        tiles.forEach(tile -> page.open("div")
                .leaf("dt", tile.label())
                .leaf("dd", tile.value(), "class", tile.isWord() ? "value word" : "value")
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
        List<String> classes = IntStream.range(0, columns.size())
                .mapToObj(column -> isNumeric(rows, column) ? "n" : "t")
                .toList();
        for (int column = 0; column < columns.size(); column++) {
            page.leaf("th", columns.get(column), "scope", "col", "class", classes.get(column));
        }
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr").leaf("th", row.getFirst(), "scope", "row");
            for (int column = 1; column < row.size(); column++) {
                page.leaf("td", row.get(column), "class", classes.get(column));
            }
            page.closeLine();
        }
        page.close().close().closeLine();
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        return column > 0
                && rows.stream()
                        .allMatch(row -> NUMERIC.matcher(row.get(column)).matches());
    }

    /** What is there for those who look for it. */
    void details(String summary, String text) {
        page.open("details").leaf("summary", summary);
        page.leaf("pre", text, "tabindex", "0").closeLine();
    }
}
