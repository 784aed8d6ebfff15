package io.loadgen.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** HTML, with SVG in it, being written. Every text and every attribute is escaped; elements close in the order they must. */
final class HtmlWriter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    HtmlWriter open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Ends the innermost element. */
    HtmlWriter close() {
        out.append("</").append(open.pop()).append(">");
        return this;
    }

    /** Ends the innermost element and the line with it. */
    HtmlWriter closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** An element without content. */
    HtmlWriter empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element with a text. */
    HtmlWriter leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    HtmlWriter text(String text) {
        for (int at = 0; at < text.length(); at++) {
            escaped(text.charAt(at));
        }
        return this;
    }

    /** What is known to be safe: our own style sheet. */
    HtmlWriter style(String css) {
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int attribute = 0; attribute < attributes.length; attribute += 2) {
            out.append(' ').append(attributes[attribute]).append("=\"");
            text(attributes[attribute + 1]);
            out.append('"');
        }
    }

    private void escaped(char character) {
        switch (character) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\n', '\t' -> out.append(character);
            default -> out.append(character < ' ' || character == '\u007f' ? '?' : character);
        }
    }

    /** The document; every element must have been closed. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return "<!DOCTYPE html>\n" + out;
    }

    /** A coordinate: a tenth of a pixel is as fine as a screen. */
    static String pixel(double value) {
        String shown = String.format(Locale.ROOT, "%.1f", value);
        return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
    }
}
