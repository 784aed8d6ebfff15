package io.loadgen.result;

import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The books of a phase of a run: what became of every planned slot, stage by stage. Every map holds every key of its enum.
 *
 * <p>Immutable; any thread.
 *
 * @param planned slots that the schedule called for
 * @param dispositions planned slots by what the generator did with them
 * @param replies sent slots by how their first stage ended
 * @param events slots that were accepted, or whose reply timed out, by how their member event ended
 * @param results the same slots by how their job result ended
 * @param refusedEvents slots that were refused after their event had come all the same: not among {@code events}
 * @param refusedResults slots that were refused after their result {@code ok} had come: not among {@code results}
 */
public record LedgerSnapshot(
        long planned,
        Map<Disposition, Long> dispositions,
        Map<ReplyOutcome, Long> replies,
        Map<EventOutcome, Long> events,
        Map<ResultOutcome, Long> results,
        long refusedEvents,
        long refusedResults) {
    /** Takes copies. */
    public LedgerSnapshot {
        dispositions = Map.copyOf(dispositions);
        replies = Map.copyOf(replies);
        events = Map.copyOf(events);
        results = Map.copyOf(results);
    }

    /**
     * The books of nothing.
     *
     * @return no slot planned
     */
    public static LedgerSnapshot empty() {
        return new LedgerSnapshot(0, Map.of(), Map.of(), Map.of(), Map.of(), 0, 0);
    }

    /**
     * Slots with a disposition.
     *
     * @param disposition which
     * @return how many
     */
    public long count(Disposition disposition) {
        return dispositions.getOrDefault(disposition, 0L);
    }

    /**
     * Sent slots whose first stage ended so.
     *
     * @param outcome how
     * @return how many
     */
    public long count(ReplyOutcome outcome) {
        return replies.getOrDefault(outcome, 0L);
    }

    /**
     * Slots that were not refused whose event ended so.
     *
     * @param outcome how
     * @return how many
     */
    public long count(EventOutcome outcome) {
        return events.getOrDefault(outcome, 0L);
    }

    /**
     * Slots that were not refused whose result ended so.
     *
     * @param outcome how
     * @return how many
     */
    public long count(ResultOutcome outcome) {
        return results.getOrDefault(outcome, 0L);
    }

    /**
     * Slots whose time had come: all but those that the end of the run forestalled.
     *
     * @return how many
     */
    public long due() {
        return planned - count(Disposition.EXHAUSTED) - count(Disposition.ABORTED);
    }

    /**
     * Slots that the client took on, as far as they are closed: what was offered to the system under test.
     *
     * @return how many
     */
    public long handedOver() {
        return count(Disposition.SENT) - count(ReplyOutcome.PUBLISH_ERROR);
    }

    /**
     * Slots whose time had come and that were never handed over, for a reason of the generator's own: dropped, or refused by its client.
     *
     * @return how many
     */
    public long neverSent() {
        return count(Disposition.UNDERRUN) + count(Disposition.SATURATED) + count(ReplyOutcome.PUBLISH_ERROR);
    }

    /**
     * The sums that do not come out, after a complete drain. Each names both sides and the difference.
     *
     * @return empty when the books balance
     */
    public List<Residue> residues() {
        long sent = count(Disposition.SENT);
        long goneOn = count(ReplyOutcome.ACCEPTED) + count(ReplyOutcome.REPLY_TIMEOUT);
        return List.of(
                        new Residue("planned = sent + not sent", planned, sum(dispositions)),
                        new Residue("sent = accepted + not accepted", sent, sum(replies)),
                        new Residue("accepted + reply-timeout = event + no event", goneOn, sum(events)),
                        new Residue("accepted + reply-timeout = result + no result", goneOn, sum(results)))
                .stream()
                .filter(residue -> residue.difference() != 0)
                .toList();
    }

    /**
     * The books of both together.
     *
     * @param other other books
     * @return a new snapshot
     */
    public LedgerSnapshot plus(LedgerSnapshot other) {
        return new LedgerSnapshot(
                planned + other.planned,
                combined(dispositions, other.dispositions, Long::sum),
                combined(replies, other.replies, Long::sum),
                combined(events, other.events, Long::sum),
                combined(results, other.results, Long::sum),
                refusedEvents + other.refusedEvents,
                refusedResults + other.refusedResults);
    }

    public static <K> Map<K, Long> combined(Map<K, Long> left, Map<K, Long> right, LongBinaryOperator operator) {
        return Stream.concat(left.keySet().stream(), right.keySet().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        key -> key,
                        key -> operator.applyAsLong(left.getOrDefault(key, 0L), right.getOrDefault(key, 0L))));
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A sum of the books that does not come out.
     *
     * @param rule the equation
     * @param left its left side
     * @param right its right side
     */
    public record Residue(String rule, long left, long right) {
        /**
         * By how much.
         *
         * @return left minus right, slots
         */
        public long difference() {
            return left - right;
        }
    }
}
