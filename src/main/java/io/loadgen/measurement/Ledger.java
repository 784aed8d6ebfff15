package io.loadgen.measurement;

import io.loadgen.contract.Shape;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of every planned slot. The generator enters dispositions, whoever closes a slot enters its outcomes, all
 * of one slot together, so the books of closed slots always balance.
 *
 * <p>Any thread; wait-free apart from the striping of {@link LongAdder}.
 */
public final class Ledger {
    private final Map<Phase, Page> pages = new EnumMap<>(Phase.class);

    /** Opens empty books. */
    public Ledger() {
        for (Phase phase : Phase.values()) {
            pages.put(phase, new Page());
        }
    }

    /**
     * Enters planned slots and what the generator did with them.
     *
     * @param phase their phase
     * @param disposition what it did
     * @param slots how many
     */
    public void planned(Phase phase, Disposition disposition, long slots) {
        Page page = page(phase);
        page.planned.add(slots);
        page.dispositions.add(disposition, slots);
    }

    /**
     * Enters a slot that was sent.
     *
     * @param phase its phase
     * @param shape what its request names
     */
    public void sent(Phase phase, Shape shape) {
        planned(phase, Disposition.SENT, 1);
        page(phase).sentShapes.add(shape, 1);
    }

    public void closed(
            Phase phase,
            Shape shape,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result) {
        Page page = page(phase);
        page.replies.add(reply, 1);
        if (SlotWord.goesOn(reply)) {
            if (event == null || result == null) {
                throw new IllegalStateException("a slot that was not refused was closed with a stage pending");
            }
            page.events.add(event, 1);
            page.results.add(result, 1);
            if (event == EventOutcome.EVENT) {
                page.eventShapes.add(shape, 1);
            }
        } else if (reply != ReplyOutcome.PUBLISH_ERROR) {
            page.refusedEvents.add(event == EventOutcome.EVENT ? 1 : 0);
            page.refusedResults.add(result == ResultOutcome.OK ? 1 : 0);
        }
    }

    /**
     * The books of the whole run as they stand, warm-up included.
     *
     * @return a copy
     */
    public Books snapshot() {
        return snapshot(Phase.WARMUP).plus(snapshot(Phase.MEASURED));
    }

    /**
     * The books of a phase as they stand. While slots are outstanding they need not balance.
     *
     * @param phase which phase
     * @return a copy
     */
    public Books snapshot(Phase phase) {
        Page page = page(phase);
        return new Books(
                page.planned.sum(),
                page.dispositions.sums(),
                page.replies.sums(),
                page.events.sums(),
                page.results.sums(),
                page.refusedEvents.sum(),
                page.refusedResults.sum());
    }

    /**
     * How many slots of each shape were sent in a phase, and closed with their event so far.
     *
     * @param phase which phase
     * @return an entry for every shape, in their order
     */
    public List<ShapeCount> shapes(Phase phase) {
        Map<Shape, Long> events = page(phase).eventShapes.sums();
        return page(phase).sentShapes.sums().entrySet().stream()
                .map(sent -> new ShapeCount(sent.getKey(), sent.getValue(), events.getOrDefault(sent.getKey(), 0L)))
                .toList();
    }

    private Page page(Phase phase) {
        Page page = pages.get(phase);
        if (page == null) {
            throw new IllegalStateException("no page for " + phase);
        }
        return page;
    }

    private static final class Page {
        final LongAdder planned = new LongAdder();
        final Tally<Disposition> dispositions = new Tally<>(Disposition.class);
        final Tally<Shape> sentShapes = new Tally<>(Shape.class);
        final Tally<Shape> eventShapes = new Tally<>(Shape.class);
        final Tally<ReplyOutcome> replies = new Tally<>(ReplyOutcome.class);
        final Tally<EventOutcome> events = new Tally<>(EventOutcome.class);
        final Tally<ResultOutcome> results = new Tally<>(ResultOutcome.class);
        final LongAdder refusedEvents = new LongAdder();
        final LongAdder refusedResults = new LongAdder();
    }
}
