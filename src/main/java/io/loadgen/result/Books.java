package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.contract.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The books of a phase of a run: what became of every planned slot, stage by stage. The counts of each stage are in the order of the
 * stage's outcomes, the wanted one first, and hold every outcome.
 *
 * <p>Immutable; any thread.
 *
 * @param planned slots that the schedule called for
 * @param dispositions planned slots by what the generator did with them
 * @param replies sent slots by how their first stage ended
 * @param events slots that were accepted, or whose reply timed out, by how their member event ended
 * @param results the same slots by how their job result ended
 * @param refusedEvents slots that were refused after their event had come all the same: not among {@code events}; null in a report from
 *     before they were counted, when a slot ended with its reply timeout
 * @param refusedResults slots that were refused after their result {@code ok} had come: not among {@code results}; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Books(
        long planned,
        @Counts.ByKind Map<Disposition, Long> dispositions,
        @Counts.ByKind Map<ReplyOutcome, Long> replies,
        @Counts.ByKind Map<EventOutcome, Long> events,
        @Counts.ByKind Map<ResultOutcome, Long> results,
        @Nullable Long refusedEvents,
        @Nullable Long refusedResults) {
    /** Takes copies. */
    public Books {
        dispositions = Counts.complete(Disposition.class, dispositions);
        replies = Counts.complete(ReplyOutcome.class, replies);
        events = Counts.complete(EventOutcome.class, events);
        results = Counts.complete(ResultOutcome.class, results);
    }

    /**
     * The books of nothing.
     *
     * @return no slot planned
     */
    public static Books empty() {
        return new Books(0, Map.of(), Map.of(), Map.of(), Map.of(), 0L, 0L);
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
     * Slots that were sent and are neither answered nor given up: none after a complete drain.
     *
     * @return how many
     */
    public long outstanding() {
        return count(Disposition.SENT) - sum(replies);
    }

    /** Slots whose event and result were waited for. */
    public long goneOn() {
        return count(ReplyOutcome.ACCEPTED) + (endedWithTheirReply() ? 0 : count(ReplyOutcome.REPLY_TIMEOUT));
    }

    private boolean endedWithTheirReply() {
        return refusedEvents == null;
    }

    /** The same by the rule of today: of a slot that ended with its reply timeout neither signal came in that time. */
    public Books renewed() {
        if (!endedWithTheirReply()) {
            return this;
        }
        long ended = count(ReplyOutcome.REPLY_TIMEOUT);
        return new Books(
                planned,
                dispositions,
                replies,
                combined(events, Map.of(EventOutcome.EVENT_TIMEOUT, ended), Long::sum),
                combined(results, Map.of(ResultOutcome.RESULT_TIMEOUT, ended), Long::sum),
                0L,
                0L);
    }

    /** Slots that had their event, refused ones included. */
    long allEvents() {
        return count(EventOutcome.EVENT) + known(refusedEvents);
    }

    /** Slots that had their result {@code ok}, refused ones included. */
    long allResults() {
        return count(ResultOutcome.OK) + known(refusedResults);
    }

    private static long known(@Nullable Long slots) {
        return slots == null ? 0 : slots;
    }

    /**
     * The sums that do not come out, after a complete drain. Each names both sides and the difference.
     *
     * @return empty when the books balance
     */
    @JsonProperty(value = "residues", access = JsonProperty.Access.READ_ONLY)
    public List<Residue> residues() {
        return residuesBut(0);
    }

    /**
     * The same while slots are outstanding.
     *
     * @param outstanding how many
     * @return empty when the books balance with these
     */
    public List<Residue> residuesBut(long outstanding) {
        long sent = count(Disposition.SENT);
        long goneOn = goneOn();
        return List.of(
                        new Residue("planned = sent + not sent", planned, sum(dispositions)),
                        new Residue("sent = accepted + not accepted", sent, sum(replies) + outstanding),
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
     * @return new books
     */
    public Books plus(Books other) {
        return new Books(
                planned + other.planned,
                combined(dispositions, other.dispositions, Long::sum),
                combined(replies, other.replies, Long::sum),
                combined(events, other.events, Long::sum),
                combined(results, other.results, Long::sum),
                known(refusedEvents) + known(other.refusedEvents),
                known(refusedResults) + known(other.refusedResults));
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
        @JsonProperty(value = "difference", access = JsonProperty.Access.READ_ONLY)
        public long difference() {
            return left - right;
        }
    }

    /**
     * The measured slots of one shape: of all shapes together, the mix that was really sent.
     *
     * <p>Immutable; any thread.
     *
     * @param shape what they name
     * @param sent slots sent
     * @param events of them closed with their event
     */
    public record ShapeCount(Shape shape, long sent, long events) {}
}
