package io.loadgen.engine.sustained;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RunRecorders;
import io.loadgen.engine.arrivals.SendGaps;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.Disposition;
import io.loadgen.result.Phase;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The open loop: sends each slot when it is due, whatever became of those before. A late slot is sent late and keeps its
 * intended instant, so its lateness is in its response time. Where the plan has ticks, a slot is sent with the first tick that is not
 * before it, and what it waits for that is such lateness, too.
 *
 * <p>{@link #run} is called once, on a platform thread of its own; {@link #stop} by any thread, at any time.
 */
public final class SustainedGenerator implements Generator {
    private final SustainedPlan plan;
    private final NanoClock clock;
    private final WaitStrategy wait;
    private final CandidatePools pools;
    private final SlotTracker tracker;
    private final Ledger books;
    private final AddSender sender;
    private final SendGaps gaps;

    /** Made once: the pacing loop allocates nothing. */
    private final BooleanSupplier cancelled = this::isStopped;

    private volatile boolean stopped;
    private volatile @Nullable Thread pacing;

    private long startNanos;
    private long nextSlot;

    /** When the next slot is due. */
    private long dueNanos;

    /** Before this nothing is sent: what limits catching up. */
    private long earliestNanos;

    /** The instant of the last tick. After a pause ticks begin anew, else they keep their distance. */
    private long tickNanos;

    /**
     * Binds a generator to a run.
     *
     * @param plan what is due when
     * @param clock the run's clock
     * @param wait how to wait on that clock
     * @param pools whom to add
     * @param instruments what is told of slots that are not sent
     * @param sender sends
     * @param gaps are told of what was sent and measured
     */
    public SustainedGenerator(
            SustainedPlan plan,
            NanoClock clock,
            WaitStrategy wait,
            CandidatePools pools,
            RunRecorders instruments,
            AddSender sender,
            SendGaps gaps) {
        this.plan = plan;
        this.clock = clock;
        this.wait = plan.tickNanos() == 0 ? wait : wait.sparing();
        this.pools = pools;
        this.tracker = instruments.tracker();
        this.books = instruments.books();
        this.sender = sender;
        this.gaps = gaps;
    }

    /**
     * Deals with every slot of the plan, or with as many as there is time and are candidates for. Each is entered in the books.
     *
     * @param startNanos when the first slot is due
     * @return how it ended
     */
    @Override
    public LoadEnd run(long startNanos) {
        pacing = Thread.currentThread();
        this.startNanos = startNanos;
        dueNanos = dueNanos(0);
        earliestNanos = startNanos;
        tickNanos = startNanos - plan.tickNanos();
        while (nextSlot < plan.slots()) {
            long wakeNanos = later(later(dueNanos, earliestNanos), tickNanos + plan.tickNanos());
            wait.awaitUntil(wakeNanos, cancelled);
            if (stopped) {
                return end(LoadEnd.Cause.STOPPED, Disposition.ABORTED);
            }
            long nowNanos = clock.nanoTime();
            tickNanos = nowNanos - wakeNanos > plan.tickNanos() ? nowNanos : wakeNanos;
            if (!(plan.tickNanos() == 0 ? process(nowNanos) : processTick(nowNanos))) {
                return end(LoadEnd.Cause.EXHAUSTED, Disposition.EXHAUSTED);
            }
        }
        return new LoadEnd(LoadEnd.Cause.COMPLETED, later(dueNanos, clock.nanoTime()));
    }

    private long dueNanos(long slot) {
        return startNanos + plan.schedule().nanosAt(slot);
    }

    /** Deals with every slot that is due, and sends them together; false when nobody is left to add. */
    private boolean processTick(long nowNanos) {
        sender.hold();
        boolean fed = process(nowNanos);
        while (fed && !stopped && nextSlot < plan.slots() && nowNanos - later(dueNanos, earliestNanos) >= 0) {
            fed = process(nowNanos);
        }
        sender.flush();
        return fed;
    }

    /** Deals with the next slot, which is due; false when nobody is left to add. */
    private boolean process(long nowNanos) {
        long nextDueNanos = dueNanos(nextSlot + 1);
        if (nowNanos - dueNanos > plan.maxLagNanos()) {
            books.planned(plan.phase(nextSlot), Disposition.UNDERRUN, 1);
        } else if (!peek(nextSlot)) {
            return false;
        } else {
            dispatch(nextSlot, dueNanos);
            // What a tick sends is as far apart as if each had been sent by itself, but no pause before the last tick
            // counts.
            long sentNanos = later(later(dueNanos, earliestNanos), nowNanos - plan.tickNanos());
            earliestNanos = sentNanos + (nextDueNanos - dueNanos) / SustainedPlan.CATCH_UP_FACTOR;
        }
        nextSlot++;
        dueNanos = nextDueNanos;
        return true;
    }

    /** The room of a slot is what was planned, never another: where it cannot feed the add, the run is at its end. */
    private boolean peek(long slot) {
        LongToIntFunction rooms = plan.rooms();
        return rooms == null ? pools.peek() : pools.peekWhole(rooms.applyAsInt(slot));
    }

    private void dispatch(long slot, long dueNanos) {
        int place = tracker.claim();
        if (place == SlotTracker.SATURATED) {
            books.planned(plan.phase(slot), Disposition.SATURATED, 1);
        } else {
            long sentNanos = sender.send(place, slot, sender.kindOf(slot, pools), plan.phase(slot), dueNanos, pools);
            gaps.sent(slot, dueNanos, sentNanos);
        }
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(pacing);
    }

    private boolean isStopped() {
        return stopped;
    }

    private LoadEnd end(LoadEnd.Cause cause, Disposition disposition) {
        long warmupLeft = Math.max(0, Math.min(plan.firstMeasured(), plan.slots()) - nextSlot);
        books.planned(Phase.WARMUP, disposition, warmupLeft);
        books.planned(Phase.MEASURED, disposition, plan.slots() - nextSlot - warmupLeft);
        return new LoadEnd(cause, clock.nanoTime());
    }

    private static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }
}
