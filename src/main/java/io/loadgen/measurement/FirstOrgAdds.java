package io.loadgen.measurement;

import io.loadgen.contract.Shape;
import io.loadgen.result.Backfill;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;

/**
 * The first org add of each room: which one it is, and how long it took. On it room-worker writes a row for every member of the
 * room, which no later add does, so its latencies would say nothing in a distribution of all others. Those of the warm-up are
 * kept too, as a room has but one first.
 *
 * <p>Any thread. {@link #isNext} takes no lock; the recordings take one, a few times for each room of a run.
 */
public final class FirstOrgAdds {
    private static final int NONE_YET = 0;
    private static final int BEGUN = 1;

    private final AtomicIntegerArray rooms;
    private final SignalTracks tracks;
    private final Ledger books = new Ledger();
    private long sent;
    private long events;

    /**
     * Knows of no org add.
     *
     * @param signals those that are recorded
     * @param rooms how many rooms there are
     * @param hasOrgRow whether a room has an org row already, by its number
     */
    public FirstOrgAdds(Set<Signal> signals, int rooms, IntPredicate hasOrgRow) {
        this.rooms = new AtomicIntegerArray(rooms);
        this.tracks = new SignalTracks(signals);
        for (int room = 0; room < rooms; room++) {
            this.rooms.set(room, hasOrgRow.test(room) ? BEGUN : NONE_YET);
        }
    }

    /**
     * Whether an org add that is sent now is the first of its room. For the generator, which is alone in sending.
     *
     * @param room its room
     * @return false once one was sent that may have been carried out, and in a room that had an org row before the run
     */
    public boolean isNext(int room) {
        return rooms.get(room) == NONE_YET;
    }

    synchronized void opened(int room, Phase phase) {
        rooms.set(room, BEGUN);
        books.sent(phase, Shape.ORGS);
        sent++;
    }

    synchronized void observed(Signal signal, long responseNanos, long serviceNanos) {
        tracks.observed(signal, responseNanos, serviceNanos);
    }

    synchronized void lost(Signal signal, long responseNanos, long serviceNanos) {
        tracks.lost(signal, responseNanos, serviceNanos);
    }

    /** Enters the end of a first org add. After one that nobody carried out the next is first again. */
    synchronized void closed(int room, long word, ReplyOutcome reply) {
        boolean goneOn = reply.goesOn();
        if (!goneOn && !SlotWord.wasWorkedOn(word)) {
            rooms.set(room, NONE_YET);
        }
        if (goneOn && SlotWord.event(word) == EventOutcome.EVENT) {
            events++;
        }
        books.closed(SlotWord.phase(word), Shape.ORGS, reply, SlotWord.event(word), SlotWord.result(word));
    }

    /** The figures as they stand, as a copy. */
    public synchronized Backfill snapshot() {
        return new Backfill(
                sent,
                events,
                books.snapshot(Phase.MEASURED),
                LatencyRow.of(tracks.snapshot(Basis.RESPONSE), tracks.snapshot(Basis.SERVICE)));
    }
}
