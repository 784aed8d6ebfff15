package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.AddKind;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.EnumSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Generator, collector and sweeper at once, on a table so small that every place is used thousands of times. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class SlotTrackerConcurrencyTests {
    private static final int SLOTS = 2_000_000;
    private static final int MAX_OUTSTANDING = 512;
    private static final int RING = 1 << 12;
    private static final long NONE = -1;
    private static final long HASH = 99;
    /** Leaves the processor to the others: there may be fewer than three. */
    private static final long PAUSE_NANOS = 20_000;

    private static final long SEED = 2026;

    /** Short, so that the sweeper closes slots all the time and meets signals on their way. */
    private static final SlotTimeouts TIMEOUTS = new SlotTimeouts(200_000, 600_000);

    /** Many, so that the three threads are at first org adds all the time. */
    private static final int ROOMS = 10_000;

    private final Ledger books = new Ledger();
    private final IrregularityLog log = new IrregularityLog();
    private final LatencyRecorder latencies =
            new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT));
    private final FirstOrgAdds firstOrgAdds =
            new FirstOrgAdds(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT), ROOMS, room -> false);
    private final SlotTracker tracker = new SlotTracker(
            MAX_OUTSTANDING, Signal.REPLY, TIMEOUTS, latencies, firstOrgAdds, books, log, SlotObserver.NONE);

    /** The keys of the slots sent last, for the collector to signal. */
    private final AtomicLongArray sentKeys = new AtomicLongArray(RING);

    private final AtomicLong sent = new AtomicLong();
    private volatile boolean generating = true;
    private volatile boolean sweeping = true;

    @Test
    void booksBalanceAndNothingStaysOpen() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> generator = threads.submit(this::generate);
            Future<?> collector = threads.submit(this::collect);
            Future<?> sweeper = threads.submit(this::sweep);
            try {
                generator.get();
                collector.get();
                tracker.drain().await();
            } finally {
                sweeping = false;
            }
            sweeper.get();
        }
        latencies.takeInterval();

        assertThat(tracker.outstanding()).isZero();
        Books ledger = books.snapshot(Phase.MEASURED);
        assertThat(ledger.residues()).isEmpty();
        assertThat(ledger.planned()).isEqualTo(SLOTS);
        assertThat(ledger.count(ReplyOutcome.ACCEPTED)).isPositive();
        assertThat(ledger.count(ReplyOutcome.REPLY_TIMEOUT)).isPositive();
        assertThat(firstOrgAdds.snapshot().sent()).isGreaterThanOrEqualTo(ROOMS);
        LatencyDistribution reply = total(Signal.REPLY);
        assertThat(reply.observed().getTotalCount()).isEqualTo(ledger.count(ReplyOutcome.ACCEPTED));
        assertThat(reply.censoredCount()).isEqualTo(ledger.count(ReplyOutcome.REPLY_TIMEOUT));
        LatencyDistribution event = total(Signal.EVENT);
        assertThat(event.observed().getTotalCount()).isEqualTo(ledger.count(EventOutcome.EVENT));
        assertThat(event.count()).isEqualTo(SLOTS - ledger.count(ReplyOutcome.PUBLISH_ERROR));
        assertThat(total(Signal.RESULT).observed().getTotalCount()).isEqualTo(ledger.count(ResultOutcome.OK));
        Irregularities found = log.snapshot();
        assertThat(Objects.requireNonNull(found.lateReplyTimes()).count())
                .isBetween(1L, found.count(Irregularity.LATE_REPLIES));
    }

    private LatencyDistribution total(Signal signal) {
        return Objects.requireNonNull(latencies.totals(Basis.SERVICE).get(signal))
                .plus(Objects.requireNonNull(
                        LatencyRow.distributions(firstOrgAdds.snapshot().latencies(), Basis.SERVICE)
                                .get(signal)));
    }

    private void generate() {
        for (int slot = 0; slot < SLOTS; ) {
            int place = tracker.claim();
            if (place == SlotTracker.SATURATED) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            long key = SlotTracker.key(place, slot);
            long now = System.nanoTime();
            int room = slot % ROOMS;
            AddKind kind = firstOrgAdds.isNext(room) ? AddKind.FIRST_ORGS : AddKind.ORGS;
            books.sent(Phase.MEASURED, kind.shape());
            tracker.open(key, Phase.MEASURED, kind, room, now, now, 1, HASH);
            if (slot % 1_000 == 7) {
                tracker.notAccepted(key, ReplyOutcome.PUBLISH_ERROR, "no", System.nanoTime());
            }
            sentKeys.set(slot % RING, key);
            sent.set(++slot);
        }
        generating = false;
    }

    private void collect() {
        SplittableRandom random = new SplittableRandom(SEED);
        long next = 0;
        while (generating || next < sent.get()) {
            long end = sent.get();
            if (next == end) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            long key = sentKeys.get((int) (next % RING));
            if (SlotKey.slot(key) == next) {
                signals(random, key);
            }
            if (random.nextInt(16) == 0 && next > 50) {
                signal(random, sentKeys.get((int) ((next - random.nextInt(50)) % RING)));
            }
            next++;
        }
    }

    /** Mostly a success; now and then something is missing, for the sweeper, or comes too often. */
    private void signals(SplittableRandom random, long key) {
        int dice = random.nextInt(1_024);
        if (dice != 0) {
            tracker.accepted(key, System.nanoTime());
        }
        if (dice != 1) {
            tracker.delivered(key, 1, dice == 2 ? HASH + 1 : HASH, System.nanoTime());
        }
        if (dice == 3) {
            tracker.workerFailed(key, true, "broken", System.nanoTime());
        }
        if (dice != 4) {
            tracker.resolved(key, System.nanoTime());
        }
    }

    private void signal(SplittableRandom random, long key) {
        switch (random.nextInt(4)) {
            case 0 -> tracker.accepted(key, System.nanoTime());
            case 1 -> tracker.delivered(key, 1, HASH, System.nanoTime());
            case 2 -> tracker.workerFailed(key, random.nextBoolean(), "broken", System.nanoTime());
            default -> assertThat(tracker.findByAccounts(ROOMS, 1, HASH)).isEqualTo(NONE);
        }
    }

    private void sweep() {
        while (sweeping) {
            tracker.sweep(System.nanoTime());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
