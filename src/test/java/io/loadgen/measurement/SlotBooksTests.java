package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, in whatever order: the books balance, and the distributions hold what the books say. */
class SlotBooksTests {
    private static final int SLOTS = 64;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theBooksOfRandomSignalsBalance(long seed) {
        Random random = new Random(seed);
        TrackerRig rig = new TrackerRig(SLOTS);
        long[] recent = new long[SLOTS];
        long sent = 0;
        for (int step = 0; step < 30_000; step++) {
            rig.after(random.nextLong(20 * MILLI));
            if (random.nextInt(5) == 0 && rig.tracker.claim() != SlotTracker.SATURATED) {
                Phase phase = random.nextInt(4) == 0 ? Phase.WARMUP : Phase.MEASURED;
                recent[(int) (sent++ % SLOTS)] = rig.send(phase, random.nextInt(8) == 0 ? 0 : ACCOUNTS);
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
            case 4 -> rig.tracker.notAccepted(key, ReplyOutcome.REJECTED, "no", rig.now);
            case 5, 6, 7, 8 -> rig.event(key);
            case 9 -> rig.tracker.delivered(key, ACCOUNTS, HASH ^ 1, rig.now);
            case 10, 11, 12 -> rig.ok(key);
            case 13 -> rig.tracker.workerFailed(key, random.nextBoolean(), "broken", rig.now);
            case 14 -> rig.tracker.handedOff(key, rig.now);
            default -> rig.sweep();
        }
    }

    /**
     * A reply is recorded where it was accepted, and lost where it timed out. An accepted slot has its event recorded, or lost,
     * or none was due; a slot without a reply in time adds what came and what did not. A rejected one adds at most what came.
     */
    private static void assertDistributionsHoldWhatTheBooksSay(TrackerRig rig, long seed) {
        LedgerSnapshot books = rig.measured();
        long unanswered = books.count(ReplyOutcome.REPLY_TIMEOUT);
        long refused = books.count(ReplyOutcome.REJECTED);
        LatencyDistribution reply = rig.response(Signal.REPLY);
        assertThat(reply.observed().getTotalCount()).as("seed %d", seed).isEqualTo(books.count(ReplyOutcome.ACCEPTED));
        assertThat(reply.censoredCount()).as("seed %d", seed).isEqualTo(unanswered);

        LatencyDistribution event = rig.response(Signal.EVENT);
        long due = books.count(ReplyOutcome.ACCEPTED) - books.count(EventOutcome.NO_OP);
        assertThat(event.count()).as("seed %d", seed).isBetween(due + unanswered, due + unanswered + refused);
        assertThat(event.observed().getTotalCount())
                .as("seed %d", seed)
                .isBetween(books.count(EventOutcome.EVENT), books.count(EventOutcome.EVENT) + unanswered + refused);

        LatencyDistribution result = rig.response(Signal.RESULT);
        long came = books.count(ResultOutcome.OK);
        assertThat(result.observed().getTotalCount()).as("seed %d", seed).isBetween(came, came + unanswered + refused);
        for (Signal signal : rig.latencies.signals()) {
            assertThat(rig.service(signal).count())
                    .isEqualTo(rig.response(signal).count());
            assertThat(rig.service(signal).censoredCount())
                    .isEqualTo(rig.response(signal).censoredCount());
        }
    }
}
