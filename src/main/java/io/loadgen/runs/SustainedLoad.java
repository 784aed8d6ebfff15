package io.loadgen.runs;

import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.measurement.CapacityResult;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.workload.AddSender;
import io.loadgen.workload.Generator;
import io.loadgen.workload.Instruments;
import io.loadgen.workload.SustainedGenerator;
import io.loadgen.workload.SustainedPlan;
import java.util.Map;
import java.util.Optional;

/** The open loop. */
final class SustainedLoad implements Load {
    private final SustainedSpec spec;
    private final RemainingCandidates pool;
    private final LoadSettings settings;
    private final SustainedPlan plan;

    SustainedLoad(SustainedSpec spec, RemainingCandidates pool, LoadSettings settings) {
        this.spec = spec;
        this.pool = pool;
        this.settings = settings;
        this.plan = SustainedPlan.constantRate(
                spec.ratePerSecond(), spec.plannedSlots(), spec.warmup(), spec.maxScheduleLag());
    }

    @Override
    public long warmupNanos() {
        return spec.warmup().toNanos();
    }

    @Override
    public long firstMeasuredNanos() {
        return plan.schedule().nanosAt(plan.firstMeasured());
    }

    @Override
    public SlotObserver observer() {
        return SlotObserver.NONE;
    }

    @Override
    public Generator generator(Instruments instruments, AddSender sender) {
        CandidatePools pools = new CandidatePools(pool, spec.usersPerAdd());
        return new SustainedGenerator(plan, settings.clock(), settings.pacing(), pools, instruments, sender);
    }

    @Override
    public long plannedSlots() {
        return plan.slots();
    }

    /** Every slot of the plan: whatever ends the run, the rest is entered in the books as not sent. */
    @Override
    public long slotsDealtWith() {
        return plan.slots();
    }

    @Override
    public long slotNumbers() {
        return plan.slots();
    }

    @Override
    public Double targetRatePerSecond() {
        return spec.ratePerSecond();
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return Map.of();
    }

    @Override
    public Optional<CapacityResult> result() {
        return Optional.empty();
    }
}
