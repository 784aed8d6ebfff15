package io.loadgen.engine;

import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.AddKind;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.time.NanoClock;

/**
 * Sends one add: writes its body, logs and opens its slot, hands it to the session, all in that order, so that whatever comes back
 * finds its slot.
 *
 * <p>Owned by the generator's thread. Allocates the body and the request id, nothing else.
 */
public final class AddSender {
    private final NanoClock clock;
    private final ChatSession session;
    private final RequestIds requestIds;
    private final SlotKinds kinds;
    private final AddBodies bodies;
    private final AddPaths paths;
    private final SlotTracker tracker;
    private final LatencyRecorder latencies;
    private final Ledger books;
    private final IrregularityLog irregularities;
    private final AddLog adds;
    private final long firstSlot;

    /**
     * Binds a sender to a window.
     *
     * @param clock the run's clock
     * @param session where requests go
     * @param requestIds the run's ids
     * @param kinds decides what kind of add each slot is
     * @param bodies writes request bodies
     * @param paths tells which ways an add takes
     * @param instruments what is told of each send
     */
    public AddSender(
            NanoClock clock,
            ChatSession session,
            RequestIds requestIds,
            SlotKinds kinds,
            AddBodies bodies,
            AddPaths paths,
            RunRecorders instruments) {
        this.clock = clock;
        this.session = session;
        this.requestIds = requestIds;
        this.kinds = kinds;
        this.bodies = bodies;
        this.paths = paths;
        this.tracker = instruments.tracker();
        this.latencies = instruments.latencies();
        this.books = instruments.books();
        this.irregularities = instruments.irregularities();
        this.adds = instruments.adds();
        this.firstSlot = instruments.firstSlot();
    }

    /**
     * The kind of the slot that the next {@link #send} would send.
     *
     * @param slot its number within the window
     * @param pools pointing at the room and its candidates
     * @return its kind
     */
    public AddKind kindOf(long slot, CandidatePools pools) {
        return kinds.kindOf(firstSlot + slot, pools.room(), pools.count());
    }

    /** What is sent from now on goes out with {@link #flush}. */
    public void hold() {
        session.hold();
    }

    /** What was held goes out now. */
    public void flush() {
        session.flush();
    }

    /**
     * Sends the candidates that the pools point at, and takes them out of the pools if the client took the request on.
     *
     * @param place the slot's place, from {@link SlotTracker#claim}
     * @param slot the slot's number within the window
     * @param kind from {@link #kindOf}
     * @param phase the slot's phase
     * @param dueNanos when it was due
     * @param pools pointing at the room and its candidates
     * @return when it was sent
     */
    public long send(int place, long slot, AddKind kind, Phase phase, long dueNanos, CandidatePools pools) {
        long key = SlotTracker.key(place, firstSlot + slot);
        int room = pools.room();
        int count = pools.count();
        ShapeBodies writer = bodies.of(kind.shape());
        String requestId = requestIds.format(key);
        byte[] body = writer.write(room, pools.pool(), pools.from(), count);
        long hash = writer.namesHash(pools.pool(), pools.from(), count);
        long sentNanos = clock.nanoTime();
        latencies.recordLag(phase, sentNanos - dueNanos);
        books.sent(phase, kind.shape());
        irregularities.request(body.length);
        adds.sent(key, room, pools.from(), count, kind.shape());
        paths.tell(tracker, key, room, pools.pool(), pools.from(), count);
        tracker.open(key, phase, kind, room, dueNanos, sentNanos, writer.nameCount(count), hash);
        try {
            session.send(room, key, requestId, body);
            pools.commit();
        } catch (InjectionException refused) {
            String text = String.valueOf(refused.getMessage());
            tracker.notAccepted(key, ReplyOutcome.PUBLISH_ERROR, text, clock.nanoTime());
            irregularities.publishError(text);
        }
        return sentNanos;
    }
}
