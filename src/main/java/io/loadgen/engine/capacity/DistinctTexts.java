package io.loadgen.engine.capacity;

import java.util.HashMap;
import java.util.Map;

/**
 * Why rooms ended, in another's words: as many rooms as there are, but only so many texts. A platform that names the request in each of
 * its errors has as many texts as requests.
 *
 * <p>Owned by one thread.
 */
final class DistinctTexts {
    static final int MOST = 64;
    static final String OTHER = "another text than the first " + MOST;

    private final Map<String, String> kept = new HashMap<>();

    /** A text, each kept once; after the first {@value #MOST} one that says that there are more. */
    String keep(String text) {
        String known = kept.get(text);
        if (known != null) {
            return known;
        }
        if (kept.size() == MOST) {
            return OTHER;
        }
        kept.put(text, text);
        return text;
    }
}
