package io.loadgen.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document.
 *
 * @param line of the document, where it begins
 * @param language the first word behind the fence
 * @param mark the rest of that line: what is special about the block
 * @param text what is in it
 */
record Fence(int line, String language, String mark, String text) {
    private static final Pattern FENCE =
            Pattern.compile("^( *)```([^\\s`]*) *([^\\n]*)\\n(.*?)^\\1```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** All of a document, in order. */
    static List<Fence> of(String document) {
        List<Fence> fences = new ArrayList<>();
        Matcher fence = FENCE.matcher(document);
        while (fence.find()) {
            int line = 1
                    + (int) document.substring(0, fence.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            fences.add(new Fence(line, fence.group(2), fence.group(3).strip(), fence.group(4)));
        }
        return fences;
    }

    boolean isShell() {
        return language.equals("sh");
    }

    /** Why its commands cannot run as they stand. */
    Optional<StandIn> standIn() {
        return StandIn.of(mark);
    }

    /** The fixture set that its reader has. */
    Optional<String> fixture() {
        return marked("fixture=");
    }

    /** What its reader saves it as. */
    Optional<String> file() {
        return marked("file=");
    }

    /** Whether nothing is marked that has no meaning. */
    boolean isKnown() {
        return mark.isEmpty() || (isShell() ? standIn().isPresent() || fixture().isPresent() : file().isPresent());
    }

    private Optional<String> marked(String word) {
        return mark.startsWith(word) ? Optional.of(mark.substring(word.length())) : Optional.empty();
    }
}
