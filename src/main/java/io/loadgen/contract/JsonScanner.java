package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pulls values out of a JSON document in UTF-8 without building trees. Malformed input never throws: it is remembered, see
 * {@link #isComplete()}, and every further pull gives "nothing more". What a UTF-8 sequence encodes is not checked.
 *
 * <p>Owned by one thread; reusable. Allocates only when a string with escapes is longer than any before it.
 */
final class JsonScanner {
    /** Deeper nesting counts as malformed, so that a hostile document cannot exhaust the stack. */
    static final int MAX_DEPTH = 128;

    private static final byte[] NOTHING = {};

    private byte[] json = NOTHING;
    private byte[] unescaped = new byte[256];
    private int at;
    private boolean first;
    private boolean failed;
    private byte[] text = NOTHING;
    private int textFrom;
    private int textTo;

    void reset(byte[] document) {
        json = document;
        at = 0;
        first = false;
        failed = false;
        clearText();
    }

    /** Whether the document was well-formed and nothing but blanks is left of it. */
    boolean isComplete() {
        return !failed && peek() == -1;
    }

    /** Enters an object; anything else is malformed. */
    boolean enterObject() {
        return enter('{');
    }

    /** Enters an array, or takes {@code null} for an empty one (false, not failed); anything else is malformed. */
    boolean enterArray() {
        return !takeNull() && enter('[');
    }

    /** Goes to the next field's value; its name is the text. False at the end of the object, which is left. */
    boolean nextField() {
        return next('}') && string() && take(':');
    }

    /** Goes to the next element. False at the end of the array, which is left. */
    boolean nextElement() {
        return next(']');
    }

    private boolean enter(char bracket) {
        first = take(bracket);
        return first;
    }

    private boolean next(char end) {
        if (failed) {
            return false;
        }
        boolean wasFirst = first;
        // One flag does for all levels: whoever leaves a container has just read an element of the one around it.
        first = false;
        if (peek() == end) {
            at++;
            return false;
        }
        return wasFirst || take(',');
    }

    /** Reads a string, which becomes the text, or {@code null}, which leaves an empty one. */
    boolean nullableString() {
        if (takeNull()) {
            clearText();
            return true;
        }
        return string();
    }

    /** Reads a string, which becomes the text. */
    boolean string() {
        clearText();
        if (!take('"')) {
            return false;
        }
        int from = at;
        at = PlainText.end(json, from);
        if (at == json.length) {
            return fail();
        }
        return switch (json[at]) {
            case '"' -> {
                setText(json, from, at++);
                yield true;
            }
            case '\\' -> unescape(from);
            default -> fail();
        };
    }

    private boolean unescape(int from) {
        int length = at - from;
        growUnescaped(length + 4);
        System.arraycopy(json, from, unescaped, 0, length);
        while (at < json.length) {
            byte next = json[at++];
            if (next == '"') {
                setText(unescaped, 0, length);
                return true;
            }
            if (next >= 0 && next < ' ') {
                return fail();
            }
            growUnescaped(length + 4);
            if (next != '\\') {
                unescaped[length++] = next;
            } else {
                length = escape(length);
                if (length < 0) {
                    return fail();
                }
            }
        }
        return fail();
    }

    /** Appends what the escape stands for; the new length, or -1 when it stands for nothing. */
    private int escape(int length) {
        byte kind = at < json.length ? json[at++] : 0;
        byte plain = switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
        if (plain != 0) {
            unescaped[length] = plain;
            return length + 1;
        }
        int unit = kind == 'u' ? hex4() : -1;
        return unit < 0 ? -1 : appendUtf8(length, codePoint(unit));
    }

    private int codePoint(int unit) {
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        int before = at;
        if (Character.isHighSurrogate((char) unit) && at + 1 < json.length && json[at] == '\\' && json[at + 1] == 'u') {
            at += 2;
            int low = hex4();
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
            at = before;
        }
        // A lone surrogate cannot be written in UTF-8: like Go, the replacement character.
        return 0xFFFD;
    }

    private int hex4() {
        int unit = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = at < json.length ? Character.digit(json[at++], 16) : -1;
            if (value < 0) {
                return -1;
            }
            unit = (unit << 4) | value;
        }
        return unit;
    }

    private int appendUtf8(int length, int codePoint) {
        int end = length;
        if (codePoint < 0x80) {
            unescaped[end++] = (byte) codePoint;
            return end;
        }
        if (codePoint < 0x800) {
            unescaped[end++] = (byte) (0xC0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                unescaped[end++] = (byte) (0xE0 | (codePoint >> 12));
            } else {
                unescaped[end++] = (byte) (0xF0 | (codePoint >> 18));
                unescaped[end++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            unescaped[end++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        unescaped[end++] = (byte) (0x80 | (codePoint & 0x3F));
        return end;
    }

    private void growUnescaped(int length) {
        if (length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(length, 2 * unescaped.length));
        }
    }

    /** Reads over any value. */
    boolean skip() {
        return skip(0);
    }

    private boolean skip(int depth) {
        int next = peek();
        return switch (next) {
            case '{' -> depth < MAX_DEPTH ? skipObject(depth) : fail();
            case '[' -> depth < MAX_DEPTH ? skipArray(depth) : fail();
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        };
    }

    private boolean skipObject(int depth) {
        enterObject();
        while (nextField()) {
            skip(depth + 1);
        }
        return !failed;
    }

    private boolean skipArray(int depth) {
        enterArray();
        while (nextElement()) {
            skip(depth + 1);
        }
        return !failed;
    }

    private boolean number() {
        if (at < json.length && json[at] == '-') {
            at++;
        }
        int integerFrom = at;
        if (!digits() || (json[integerFrom] == '0' && at - integerFrom > 1)) {
            return fail();
        }
        if (at < json.length && json[at] == '.') {
            at++;
            if (!digits()) {
                return fail();
            }
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            return digits() || fail();
        }
        return true;
    }

    private boolean digits() {
        int from = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at > from;
    }

    private boolean takeNull() {
        return !failed && peek() == 'n' && literal("null");
    }

    private boolean literal(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (at >= json.length || json[at++] != word.charAt(index)) {
                return fail();
            }
        }
        return true;
    }

    private boolean take(char expected) {
        if (failed || peek() != expected) {
            return fail();
        }
        at++;
        return true;
    }

    /** The next byte that is no blank, not taken, or -1 at the end. */
    private int peek() {
        while (at < json.length) {
            byte next = json[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private boolean fail() {
        failed = true;
        return false;
    }

    private void clearText() {
        setText(NOTHING, 0, 0);
    }

    private void setText(byte[] bytes, int from, int to) {
        text = bytes;
        textFrom = from;
        textTo = to;
    }

    boolean textIs(byte[] expected) {
        return Arrays.equals(text, textFrom, textTo, expected, 0, expected.length);
    }

    int textLength() {
        return textTo - textFrom;
    }

    long textHash() {
        return AccountSetHash.of(text, textFrom, textTo);
    }

    long textOrgHash() {
        return AccountSetHash.ofOrg(text, textFrom, textTo);
    }

    void copyText(byte[] into) {
        System.arraycopy(text, textFrom, into, 0, textTo - textFrom);
    }

    String text() {
        return new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }
}
