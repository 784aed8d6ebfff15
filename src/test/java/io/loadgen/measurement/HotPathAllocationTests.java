package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loadgen.result.Phase;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What happens per request allocates nothing, however long the run. */
class HotPathAllocationTests {
    private static final int SLOTS = 100_000;

    /** The measuring itself: less than a byte a slot. */
    private static final long TOLERATED_BYTES = 8_192;

    /** What only the last compiler removes is there until it has come by, which a busy machine puts off. */
    private static final int ROUNDS = 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TrackerRig rig = new TrackerRig(1_000);

    @Test
    void aSlotThatSucceedsAllocatesNothing() {
        assertAllocatesNothing(() -> {
            rig.latencies.recordLag(Phase.MEASURED, TrackerRig.LAG);
            long slot = rig.after(100_000).send();
            rig.tracker.handedOff(slot, rig.after(1_000).now);
            rig.accepted(slot);
            rig.event(slot);
            rig.ok(slot);
        });
    }

    @Test
    void aSlotThatFailsAllocatesNothing() {
        assertAllocatesNothing(() -> {
            long slot = rig.after(100_000).send();
            rig.accepted(slot);
            rig.passingError(slot);
            rig.finalError(slot);
            rig.event(slot);
            rig.ok(slot);
        });
    }

    @Test
    void sweepingAllocatesNothing() {
        assertAllocatesNothing(() -> {
            rig.send();
            rig.after(TrackerRig.REPLY_TIMEOUT / 100).sweep();
        });
    }

    private void assertAllocatesNothing(Runnable slot) {
        long allocated = allocatedBy(slot);
        for (int round = 1; allocated >= TOLERATED_BYTES && round < ROUNDS; round++) {
            allocated = allocatedBy(slot);
        }

        assertThat(allocated).as("bytes for %d slots", SLOTS).isLessThan(TOLERATED_BYTES);
    }

    private long allocatedBy(Runnable slot) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < SLOTS; i++) {
            slot.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
