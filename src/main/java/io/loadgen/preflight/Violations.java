package io.loadgen.preflight;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** How many break a rule, and who the first of them are. */
record Violations(long count, List<String> examples) {
    private static final int EXAMPLES = 3;

    static <T> Violations of(List<T> all, Predicate<T> breaksRule, Function<T, String> name) {
        List<T> found = all.stream().filter(breaksRule).toList();
        return new Violations(
                found.size(), found.stream().limit(EXAMPLES).map(name).toList());
    }

    boolean any() {
        return count > 0;
    }

    /** Such as {@code 7 rooms without key: r1, r2, r3, …}. */
    String told(String what) {
        return count + " " + what + ": " + String.join(", ", examples) + (count > EXAMPLES ? ", …" : "");
    }
}
