package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes a JSON string as the platform's Go encoder does: also {@code <}, {@code >} and {@code &} are escaped. Any thread. */
public final class JsonText {
    private JsonText() {}

    static byte[] quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            append(json, text.charAt(at));
        }
        return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder json, char next) {
        switch (next) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append(isEscaped(next) ? escape(next) : String.valueOf(next));
        }
    }

    /** Whether Go writes the character by its number. */
    public static boolean isEscaped(char next) {
        return next < ' ' || next == '<' || next == '>' || next == '&' || next == '\u2028' || next == '\u2029';
    }

    /** The character by its number. */
    public static String escape(char next) {
        return "\\u" + HexFormat.of().toHexDigits(next);
    }

    /** An absent string is an empty one in Go. */
    public static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
