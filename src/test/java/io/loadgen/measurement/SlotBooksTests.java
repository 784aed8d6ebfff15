package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.AddKind;
import io.loadgen.result.Measurements;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, in whatever order: the books balance, and the distributions hold what the books say. */
class SlotBooksTests {
    private static final int SLOTS = 64;
    private static final List<AddKind> KINDS = List.of(AddKind.values());
    private static final List<ReplyOutcome> REFUSALS =
            List.of(ReplyOutcome.REJECTED, ReplyOutcome.BUSY, ReplyOutcome.NO_RESPONDERS);

    /** As long as either wait, both alike, and each the longer once. */
    private static SlotTimeouts timeouts(long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT);
            case 1 -> new SlotTimeouts(EVENT_TIMEOUT, REPLY_TIMEOUT);
            default -> new SlotTimeouts(REPLY_TIMEOUT, REPLY_TIMEOUT);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theBooksOfRandomSignalsBalance(long seed) {
        Random random = new Random(seed);
        TrackerRig rig = new TrackerRig(SLOTS, timeouts(seed));
        long[] recent = new long[SLOTS];
        long sent = 0;
        for (int step = 0; step < 30_000; step++) {
            rig.after(random.nextLong(20 * MILLI));
            if (random.nextInt(5) == 0 && rig.tracker.claim() != SlotTracker.SATURATED) {
                Phase phase = random.nextInt(4) == 0 ? Phase.WARMUP : Phase.MEASURED;
                recent[(int) (sent++ % SLOTS)] = rig.send(phase, KINDS.get(random.nextInt(KINDS.size())), ACCOUNTS);
            } else if (sent > 0) {
                signal(rig, random, recent[random.nextInt((int) Math.min(sent, SLOTS))]);
            }
            if (random.nextInt(1_000) == 0) {
                rig.after(random.nextBoolean() ? REPLY_TIMEOUT : EVENT_TIMEOUT);
            }
        }
        if (random.nextBoolean()) {
            rig.tracker.abandon(rig.now);
        } else {
            rig.after(EVENT_TIMEOUT + SECOND).sweep();
        }

        assertThat(rig.tracker.outstanding()).as("seed %d", seed).isZero();
        assertThat(rig.books.snapshot(Phase.WARMUP).residues())
                .as("seed %d", seed)
                .isEmpty();
        assertThat(rig.measured().residues()).as("seed %d", seed).isEmpty();
        assertThat(rig.measured().plus(rig.books.snapshot(Phase.WARMUP)).planned())
                .isEqualTo(sent);
        assertDistributionsHoldWhatTheBooksSay(rig, seed);
    }

    private static void signal(TrackerRig rig, Random random, long key) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> rig.accepted(key);
            case 4 -> rig.tracker.notAccepted(key, REFUSALS.get(random.nextInt(REFUSALS.size())), "no", rig.now);
            case 5, 6, 7, 8 -> rig.event(key);
            case 9 -> rig.tracker.delivered(key, ACCOUNTS, HASH ^ 1, rig.now);
            case 10, 11, 12 -> rig.ok(key);
            case 13 -> rig.tracker.workerFailed(key, random.nextBoolean(), "broken", rig.now);
            case 14 -> rig.tracker.handedOff(key, rig.now);
            default -> rig.sweep();
        }
    }

    private static void assertDistributionsHoldWhatTheBooksSay(TrackerRig rig, long seed) {
        Measurements measured = rig.measurements();
        assertThat(measured.countMismatches()).as("seed %d", seed).isEmpty();
        for (Signal signal : rig.latencies.signals()) {
            assertThat(rig.service(signal).count())
                    .isEqualTo(rig.response(signal).count());
            assertThat(rig.service(signal).censoredCount())
                    .isEqualTo(rig.response(signal).censoredCount());
        }
    }
}
