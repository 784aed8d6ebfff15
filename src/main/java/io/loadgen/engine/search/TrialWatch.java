package io.loadgen.engine.search;

import io.loadgen.engine.search.method.TrialCounts;
import io.loadgen.engine.search.method.TrialEnding;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.Slo.LatencyLimit;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts, while a trial goes on, how many of its requests are good, and ends it as soon as it cannot hold any more: beyond capacity a rate
 * only fills the backlog. Looks ten times a second, when a request ends.
 *
 * <p>{@link #begin} by the generator's thread, before anything is sent; the observer's methods by any thread.
 */
final class TrialWatch implements SlotObserver {
    private static final long TICK_NANOS = 100_000_000;
    private static final int TICKS_PER_SECOND = 10;

    private final double ratePerSecond;
    private final long slots;
    private final long warmupNanos;
    private final long warm;
    private final long firstMeasured;
    private final TrialEnding ending;
    private final List<Goal> goals = new ArrayList<>();
    private final AtomicLong ended = new AtomicLong();

    /** How many requests ended in each tick that the sending lasts. */
    private final AtomicIntegerArray endedByTick;

    private final AtomicInteger lastTick = new AtomicInteger(-1);
    private final AtomicInteger firstTick = new AtomicInteger(-1);
    private long startNanos;
    private Runnable end = () -> {};
    private volatile @Nullable String reason;

    /** What a request has to do to be good, and how many are not. */
    private record Goal(Signal signal, long nanos, long planned, long allowed, LongAdder judged, LongAdder notGood) {
        static Goal of(Signal signal, Duration limit, double share, long planned) {
            return new Goal(
                    signal,
                    limit.toNanos(),
                    planned,
                    (long) Math.floor(share * planned + 1e-9),
                    new LongAdder(),
                    new LongAdder());
        }

        void judge(Signal seen, boolean good) {
            if (seen == signal) {
                judged.increment();
                if (!good) {
                    notGood.increment();
                }
            }
        }
    }

    /**
     * Watches a trial.
     *
     * @param trial its specification
     * @param firstSlot the number within the run of its first slot
     * @param ending decides when it is to end
     */
    TrialWatch(SustainedSpec trial, long firstSlot, TrialEnding ending) {
        this.ratePerSecond = trial.rate();
        this.slots = trial.plannedSlots();
        this.warmupNanos = trial.warmup().toNanos();
        this.warm = SustainedSpec.slotsWithin(trial.warmup(), trial.rate());
        this.firstMeasured = firstSlot + warm;
        this.ending = ending;
        this.endedByTick = new AtomicIntegerArray((int) (trial.duration().toNanos() / TICK_NANOS) + 1);
        long planned = slots - warm;
        for (LatencyLimit limit : trial.slo().latencies()) {
            goals.add(Goal.of(limit.signal(), limit.limit(), 1 - limit.percentile() / 100, planned));
        }
        Double errors = trial.slo().errorRate();
        if (errors != null) {
            goals.add(Goal.of(Signal.EVENT, trial.eventTimeout(), errors, planned));
        }
    }

    /** The first slot is due; {@code onEnd} sends no more. */
    void begin(long firstDueNanos, Runnable onEnd) {
        startNanos = firstDueNanos;
        end = onEnd;
    }

    /** Why it was ended early; empty where it was not. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether, all being judged, more were not good than the whole trial allows; asked when nothing is outstanding. */
    boolean isSurelyBad() {
        return goals.stream().anyMatch(goal -> goal.notGood().sum() > goal.allowed());
    }

    /** By the time that the platform took: what only the generator was late with ends nothing. */
    @Override
    public void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        if (slot >= firstMeasured) {
            goals.forEach(goal -> goal.judge(signal, serviceNanos <= goal.nanos()));
        }
    }

    @Override
    public void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        if (slot >= firstMeasured) {
            goals.forEach(goal -> goal.judge(signal, false));
        }
    }

    @Override
    public void decided(long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nowNanos) {
        ended.incrementAndGet();
        int tick = (int) Math.max(0, (nowNanos - startNanos) / TICK_NANOS);
        if (tick >= endedByTick.length()) {
            return; // Nothing is sent any more that could be left out.
        }
        endedByTick.incrementAndGet(tick);
        firstTick.compareAndSet(-1, tick);
        int before = lastTick.get();
        if (tick > before && lastTick.compareAndSet(before, tick)) {
            look(tick, nowNanos);
        }
    }

    private void look(int tick, long nowNanos) {
        if (reason != null || nowNanos - startNanos < warmupNanos) {
            return; // A platform that warms up may become much faster.
        }
        long due = Math.min(slots, (long) ((nowNanos - startNanos) / 1e9 * ratePerSecond));
        for (Goal goal : goals) {
            ending.decide(new TrialCounts(
                            goal.planned(),
                            goal.allowed(),
                            goal.judged().sum(),
                            goal.notGood().sum(),
                            Math.max(0, due - warm - goal.judged().sum()),
                            Math.max(0, due - ended.get()),
                            goal.signal() == Signal.EVENT ? endedInSecondBefore(tick) : 0,
                            goal.nanos() / 1e9))
                    .ifPresent(this::end);
        }
    }

    /**
     * 0 until a whole second has passed since the first end, for before it would be the latency that is seen, not the speed; and since the
     * warm-up, in which a platform may be slow.
     */
    private int endedInSecondBefore(int tick) {
        long from = Math.max(firstTick.get(), warmupNanos / TICK_NANOS);
        if (tick - from <= TICKS_PER_SECOND) {
            return 0;
        }
        int sum = 0;
        for (int past = tick - TICKS_PER_SECOND; past < tick; past++) {
            sum += endedByTick.get(past);
        }
        return sum;
    }

    private void end(String why) {
        if (reason == null) {
            reason = why;
            end.run();
        }
    }
}
