package io.loadgen.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** HTML or XML being written. Every text and every attribute is escaped; elements close in the order they must. */
final class MarkupWriter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    MarkupWriter open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Ends the innermost element. */
    MarkupWriter close() {
        out.append("</").append(open.pop()).append(">");
        return this;
    }

    /** Ends the innermost element and the line with it. */
    MarkupWriter closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** An element without content. */
    MarkupWriter empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element with a text. */
    MarkupWriter leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    MarkupWriter text(String text) {
        for (int at = 0; at < text.length(); at++) {
            escaped(text.charAt(at));
        }
        return this;
    }

    /** What is known to be safe: our own style sheet. */
    MarkupWriter style(String css) {
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
            default -> out.append(isSafe(character) ? character : '?');
        }
    }

    /** What neither HTML nor XML has a way to write is not. */
    private static boolean isSafe(char character) {
        return character >= ' ' && character != '\u007f' && character < '\ufffe';
    }

    /** The document; every element must have been closed. */
    String document(String prolog) {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return prolog + "\n" + out;
    }
}
