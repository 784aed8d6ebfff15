package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * What others say, as far as it is kept: in reports, in logs, in answers. The one place that says how long it may be, since whoever says it
 * may say it with every message.
 */
public final class ForeignText {
    /** The most characters; what is longer ends with three dots. */
    public static final int LONGEST = 500;

    private static final String MORE = "...";
    private static final int MOST_BYTES_PER_CHARACTER = 4;

    private ForeignText() {}

    /**
     * Cuts a text.
     *
     * @param text any text
     * @return the text, or its first part
     */
    public static String capped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - MORE.length()) + MORE;
    }

    /**
     * Reads a text, no further than it is kept.
     *
     * @param utf8 any bytes
     * @return the text, or its first part
     */
    public static String capped(byte[] utf8) {
        int read = Math.min(utf8.length, (LONGEST + 1) * MOST_BYTES_PER_CHARACTER);
        return capped(new String(utf8, 0, read, StandardCharsets.UTF_8));
    }
}
