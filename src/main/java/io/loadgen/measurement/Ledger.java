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
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of every planned slot. The generator enters dispositions, whoever closes a slot enters its outcomes, all
 * of one slot together, so the books of closed slots always balance.
 *
 * <p>Any thread; wait-free apart from the striping of the counts.
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
        page(phase).dispositions.add(disposition, slots);
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

    /**
     * Enters a slot that is over.
     *
     * @param phase its phase
     * @param shape what its request named
     * @param reply how its first stage ended
     * @param event how its event ended, null if it need not
     * @param result how its result ended, null if it need not
     */
    public void closed(
            Phase phase,
            Shape shape,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result) {
        Page page = page(phase);
        page.closed.add(reply, event, result);
        if (reply.goesOn() && event == EventOutcome.EVENT) {
            page.eventShapes.add(shape, 1);
        }
    }

    /** The books of the whole run as they stand, warm-up included, as a copy. */
    public Books snapshot() {
        return snapshot(Phase.WARMUP).plus(snapshot(Phase.MEASURED));
    }

    /**
     * The books of a phase as they stand. They balance but for {@link Books#outstanding}: what is closed is read first, and a slot
     * is entered as sent before it can be closed.
     *
     * @param phase which phase
     * @return a copy
     */
    public Books snapshot(Phase phase) {
        Page page = page(phase);
        ClosedSlots.Sums closed = page.closed.sums();
        Map<Disposition, Long> dispositions = page.dispositions.sums();
        return new Books(
                dispositions.values().stream().mapToLong(Long::longValue).sum(),
                dispositions,
                closed.replies,
                closed.events,
                closed.results,
                closed.refusedEvents,
                closed.refusedResults);
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
        final Tally<Disposition> dispositions = new Tally<>(Disposition.class);
        final Tally<Shape> sentShapes = new Tally<>(Shape.class);
        final Tally<Shape> eventShapes = new Tally<>(Shape.class);
        final ClosedSlots closed = new ClosedSlots();
    }
}
