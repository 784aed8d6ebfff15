package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.Measurements;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the books and the irregularities of a run must hold: exactly that, and nothing beside it. Begins with a run in which all
 * went well; each fault that is injected is then entered.
 */
final class Expectation {
    private final Map<String, Long> expected = new TreeMap<>();

    Expectation(long slots) {
        add(Disposition.SENT, slots);
        add(ReplyOutcome.ACCEPTED, slots);
        add(EventOutcome.EVENT, slots);
        add(ResultOutcome.OK, slots);
    }

    /** So many requests were refused, and came to nothing more. */
    Expectation rejected(long slots, String reason) {
        add(EventOutcome.EVENT, -slots);
        add(ResultOutcome.OK, -slots);
        return turned(slots, ReplyOutcome.ACCEPTED, ReplyOutcome.REJECTED).irregular("rejection: " + reason, slots);
    }

    /** For so many requests room-service was too busy. */
    Expectation busy(long slots) {
        add(EventOutcome.EVENT, -slots);
        add(ResultOutcome.OK, -slots);
        return turned(slots, ReplyOutcome.ACCEPTED, ReplyOutcome.BUSY);
    }

    /** So many jobs failed for good, and were not announced. */
    Expectation failed(long slots, String reason) {
        return turned(slots, EventOutcome.EVENT, EventOutcome.WORKER_ERROR)
                .turned(slots, ResultOutcome.OK, ResultOutcome.ERROR)
                .irregular("worker error: " + reason, slots);
    }

    Expectation turned(long slots, Enum<?> from, Enum<?> to) {
        add(from, -slots);
        add(to, slots);
        return this;
    }

    Expectation irregular(String what, long times) {
        expected.merge(what, times, Long::sum);
        return this;
    }

    private void add(Enum<?> outcome, long slots) {
        expected.merge(name(outcome), slots, Long::sum);
    }

    private static String name(Enum<?> outcome) {
        return outcome.getDeclaringClass().getSimpleName() + " " + outcome.name();
    }

    void isMetBy(Measurements measured) {
        assertThat(measured.measured().residues()).isEmpty();
        assertThat(measured.countMismatches()).isEmpty();
        expected.values().removeIf(count -> count == 0);
        assertThat(found(measured)).isEqualTo(expected);
    }

    /** All counts that are not 0. */
    private static Map<String, Long> found(Measurements measured) {
        Map<String, Long> found = new TreeMap<>();
        Books books = measured.measured();
        books.dispositions().forEach((outcome, count) -> found.put(name(outcome), count));
        books.replies().forEach((outcome, count) -> found.put(name(outcome), count));
        books.events().forEach((outcome, count) -> found.put(name(outcome), count));
        books.results().forEach((outcome, count) -> found.put(name(outcome), count));
        Irregularities log = measured.irregularities();
        log.rejections().forEach((reason, count) -> found.put("rejection: " + reason, count));
        log.workerErrors().forEach((reason, count) -> found.put("worker error: " + reason, count));
        found.put("duplicate replies", log.count(Irregularity.DUPLICATE_REPLIES));
        found.put("duplicate events", log.count(Irregularity.DUPLICATE_EVENTS));
        found.put("duplicate results", log.count(Irregularity.DUPLICATE_RESULTS));
        found.put("late replies", log.count(Irregularity.LATE_REPLIES));
        found.put("late events", log.count(Irregularity.LATE_EVENTS));
        found.put("late results", log.count(Irregularity.LATE_RESULTS));
        found.put("unanswered events", log.count(Irregularity.UNANSWERED_EVENTS));
        found.put("event timeouts after ok", log.count(Irregularity.EVENT_TIMEOUTS_AFTER_OK));
        found.put("events without header", log.count(Irregularity.EVENTS_WITHOUT_HEADER));
        found.put("foreign signals", log.count(Irregularity.FOREIGN_SIGNALS));
        found.put("unreadable signals", log.count(Irregularity.UNREADABLE_SIGNALS));
        found.values().removeIf(count -> count == 0);
        return found;
    }
}
