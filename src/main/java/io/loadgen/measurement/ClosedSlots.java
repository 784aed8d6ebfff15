package io.loadgen.measurement;

import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts slots by how all of their stages ended. A slot is in one count, so what is read are the outcomes of whole slots, however many
 * are closed meanwhile.
 *
 * <p>Any thread; wait-free apart from the striping of {@link LongAdder}.
 */
@SuppressWarnings("EnumOrdinal") // an index that lives as long as this object
final class ClosedSlots {
    private static final ReplyOutcome[] REPLIES = ReplyOutcome.values();
    private static final @Nullable EventOutcome[] EVENTS = withNull(EventOutcome.values());
    private static final @Nullable ResultOutcome[] RESULTS = withNull(ResultOutcome.values());

    /** By reply, then by event, then by result. */
    private final LongAdder[] counts = IntStream.range(0, REPLIES.length * EVENTS.length * RESULTS.length)
            .mapToObj(place -> new LongAdder())
            .toArray(LongAdder[]::new);

    /** A stage is null where the slot was over before it. */
    void add(ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
        if (reply.goesOn() && (event == null || result == null)) {
            throw new IllegalStateException("a slot that was not refused was closed with a stage pending");
        }
        int ofEvent = event == null ? EVENTS.length - 1 : event.ordinal();
        int ofResult = result == null ? RESULTS.length - 1 : result.ordinal();
        counts[(reply.ordinal() * EVENTS.length + ofEvent) * RESULTS.length + ofResult].increment();
    }

    Sums sums() {
        Sums sums = new Sums();
        for (int place = 0; place < counts.length; place++) {
            long slots = counts[place].sum();
            if (slots > 0) {
                int ofReplyAndEvent = place / RESULTS.length;
                sums.add(
                        REPLIES[ofReplyAndEvent / EVENTS.length],
                        EVENTS[ofReplyAndEvent % EVENTS.length],
                        RESULTS[place % RESULTS.length],
                        slots);
            }
        }
        return sums;
    }

    private static <E> @Nullable E[] withNull(E[] constants) {
        return Arrays.copyOf(constants, constants.length + 1);
    }

    /** The outcomes of each stage, as {@link io.loadgen.result.Books} has them. */
    static final class Sums {
        final Map<ReplyOutcome, Long> replies = new EnumMap<>(ReplyOutcome.class);
        final Map<EventOutcome, Long> events = new EnumMap<>(EventOutcome.class);
        final Map<ResultOutcome, Long> results = new EnumMap<>(ResultOutcome.class);
        long refusedEvents;
        long refusedResults;

        private void add(ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result, long slots) {
            replies.merge(reply, slots, Long::sum);
            if (event != null && result != null && reply.goesOn()) {
                events.merge(event, slots, Long::sum);
                results.merge(result, slots, Long::sum);
            } else if (reply != ReplyOutcome.PUBLISH_ERROR) {
                refusedEvents += event == EventOutcome.EVENT ? slots : 0;
                refusedResults += result == ResultOutcome.OK ? slots : 0;
            }
        }
    }
}
