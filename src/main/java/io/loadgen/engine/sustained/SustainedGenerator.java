package io.loadgen.engine.sustained;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RunRecorders;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.Disposition;
import io.loadgen.result.Phase;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open loop: sends each slot when it is due, whatever became of those before. A late slot is sent late and keeps its
 * intended instant, so its lateness is in its response time.
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

    /** Made once: the pacing loop allocates nothing. */
    private final BooleanSupplier cancelled = this::isStopped;

    private volatile boolean stopped;
    private volatile @Nullable Thread pacing;

    /**
     * Binds a generator to a run.
     *
     * @param plan what is due when
     * @param clock the run's clock
     * @param wait how to wait on that clock
     * @param pools whom to add
     * @param instruments what is told of slots that are not sent
     * @param sender sends
     */
    public SustainedGenerator(
            SustainedPlan plan,
            NanoClock clock,
            WaitStrategy wait,
            CandidatePools pools,
            RunRecorders instruments,
            AddSender sender) {
        this.plan = plan;
        this.clock = clock;
        this.wait = wait;
        this.pools = pools;
        this.tracker = instruments.tracker();
        this.books = instruments.books();
        this.sender = sender;
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
        long earliestNanos = startNanos;
        for (long slot = 0; slot < plan.slots(); slot++) {
            long dueNanos = startNanos + plan.schedule().nanosAt(slot);
            wait.awaitUntil(later(dueNanos, earliestNanos), cancelled);
            if (stopped) {
                return end(LoadEnd.Cause.STOPPED, slot, Disposition.ABORTED);
            }
            long nowNanos = clock.nanoTime();
            if (nowNanos - dueNanos > plan.maxLagNanos()) {
                books.planned(plan.phase(slot), Disposition.UNDERRUN, 1);
            } else if (!pools.peek()) {
                return end(LoadEnd.Cause.EXHAUSTED, slot, Disposition.EXHAUSTED);
            } else {
                dispatch(slot, dueNanos);
                earliestNanos = nowNanos + plan.catchUpGapNanos();
            }
        }
        long endNanos = later(startNanos + plan.schedule().nanosAt(plan.slots()), clock.nanoTime());
        return new LoadEnd(LoadEnd.Cause.COMPLETED, endNanos);
    }

    private void dispatch(long slot, long dueNanos) {
        int place = tracker.claim();
        if (place == SlotTracker.SATURATED) {
            books.planned(plan.phase(slot), Disposition.SATURATED, 1);
        } else {
            sender.send(place, slot, sender.kindOf(slot, pools), plan.phase(slot), dueNanos, pools);
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

    private LoadEnd end(LoadEnd.Cause cause, long firstUnsent, Disposition disposition) {
        long warmupLeft = Math.max(0, Math.min(plan.firstMeasured(), plan.slots()) - firstUnsent);
        books.planned(Phase.WARMUP, disposition, warmupLeft);
        books.planned(Phase.MEASURED, disposition, plan.slots() - firstUnsent - warmupLeft);
        return new LoadEnd(cause, clock.nanoTime());
    }

    private static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }
}
