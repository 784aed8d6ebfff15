package io.loadgen.engine.capacity;

import io.loadgen.measurement.BucketRecorder;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddSamples;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SizeBuckets;
import java.util.EnumSet;
import java.util.List;

/**
 * Latencies by room size, without the first org add of each room, and add by add.
 *
 * <p>{@link #sent} is the generator's, the other recordings are for the threads that settle slots; the figures are for any thread
 * once no slot is open.
 */
public final class CapacityRecorder {
    private final CapacityPlan plan;
    private final BucketRecorder buckets;
    private final AddSamples samples = new AddSamples(AddSamples.MOST);

    /**
     * Opens empty figures.
     *
     * @param plan tells the room and the size of each slot
     * @param buckets the partition of sizes
     * @param first what ends the first stage
     */
    public CapacityRecorder(CapacityPlan plan, SizeBuckets buckets, Signal first) {
        this.plan = plan;
        this.buckets = new BucketRecorder(buckets, EnumSet.of(first, Signal.EVENT, Signal.RESULT));
    }

    void sent(long slot, AddKind kind, long sinceStartNanos) {
        samples.sent(slot, sinceStartNanos, plan.room(slot), plan.sizeBefore(slot), plan.users(slot), kind);
    }

    void sentAgain(long slot, long sinceStartNanos) {
        samples.sentAgain(slot, sinceStartNanos);
    }

    void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        if (kind != AddKind.FIRST_ORGS) {
            buckets.observed(plan.sizeBefore(slot), signal, responseNanos, serviceNanos);
        }
        samples.observed(slot, signal, responseNanos);
    }

    void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        if (kind != AddKind.FIRST_ORGS) {
            buckets.lost(plan.sizeBefore(slot), signal, responseNanos, serviceNanos);
        }
    }

    void decided(long slot, ReplyOutcome reply) {
        if (reply == ReplyOutcome.REJECTED) {
            buckets.rejected(plan.sizeBefore(slot));
        } else if (reply == ReplyOutcome.BUSY) {
            buckets.busy(plan.sizeBefore(slot));
        }
    }

    /**
     * The latencies by room size.
     *
     * @return in the order of the sizes
     */
    public List<RoomGrowth.Bucket> buckets() {
        return buckets.snapshot();
    }

    /**
     * The single adds.
     *
     * @return this object's own
     */
    public AddSamples samples() {
        return samples;
    }
}
