package io.loadgen.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books of one phase. The counts of each stage are in the order of the stage's outcomes, the wanted one first, and hold
 * every outcome.
 *
 * @param planned slots that the schedule called for
 * @param dispositions planned slots by what the generator did with them
 * @param replies sent slots by how their first stage ended
 * @param events slots that were accepted, or whose reply timed out, by how their member event ended
 * @param results the same slots by how their job result ended
 * @param refusedEvents slots that were refused after their event had come; null in a report from before they were counted, when a
 *     slot ended with its reply timeout
 * @param refusedResults slots that were refused after their result {@code ok} had come; null likewise
 * @param residues the sums that do not come out; empty when the books balance
 */
public record Books(
        long planned,
        Map<String, Long> dispositions,
        Map<String, Long> replies,
        Map<String, Long> events,
        Map<String, Long> results,
        @Nullable Long refusedEvents,
        @Nullable Long refusedResults,
        List<Residue> residues) {
    /** Takes copies. */
    public Books {
        dispositions = ordered(dispositions);
        replies = ordered(replies);
        events = ordered(events);
        results = ordered(results);
        residues = List.copyOf(residues);
    }

    public static Books of(LedgerSnapshot ledger) {
        return new Books(
                ledger.planned(),
                counts(Disposition.class, ledger.dispositions()),
                counts(ReplyOutcome.class, ledger.replies()),
                counts(EventOutcome.class, ledger.events()),
                counts(ResultOutcome.class, ledger.results()),
                ledger.refusedEvents(),
                ledger.refusedResults(),
                ledger.residues().stream().map(Residue::of).toList());
    }

    /** Slots whose event and result were waited for. */
    public long goneOn() {
        boolean endedWithItsReply = refusedEvents == null;
        return replies.getOrDefault("accepted", 0L)
                + (endedWithItsReply ? 0 : replies.getOrDefault("replyTimeout", 0L));
    }

    /** Every outcome of an enum in its order, by its name in camel case. */
    public static <E extends Enum<E>> Map<String, Long> counts(Class<E> outcomes, Map<E, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (E outcome : outcomes.getEnumConstants()) {
            named.put(camelCase(outcome), counts.getOrDefault(outcome, 0L));
        }
        return named;
    }

    static <V> Map<String, V> ordered(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static String camelCase(Enum<?> constant) {
        return Counts.camelCase(constant);
    }

    /**
     * A sum that does not come out.
     *
     * @param rule the equation
     * @param left its left side
     * @param right its right side
     * @param difference left minus right, slots
     */
    public record Residue(String rule, long left, long right, long difference) {
        public static Residue of(LedgerSnapshot.Residue residue) {
            return new Residue(residue.rule(), residue.left(), residue.right(), residue.difference());
        }
    }
}
