package io.loadgen.security;

import java.util.regex.Pattern;

/** Line ends behind a setting, which a file that a secret was read from often has, and no value means. */
public final class LineEnds {
    private static final Pattern BEHIND = Pattern.compile("[\\r\\n]+$");

    private LineEnds() {}

    /**
     * Takes them off.
     *
     * @param value as it was read
     * @return the value without line ends behind it
     */
    public static String strip(String value) {
        return BEHIND.matcher(value).replaceAll("");
    }
}
