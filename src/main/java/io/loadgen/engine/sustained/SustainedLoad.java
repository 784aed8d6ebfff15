package io.loadgen.engine.sustained;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.Load;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.RunRecorders;
import io.loadgen.engine.arrivals.SendGaps;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.RoomChoice;
import io.loadgen.spec.SustainedSpec;
import java.util.Map;
import java.util.Optional;

/** The open loop. */
public final class SustainedLoad implements Load {
    private final SustainedSpec spec;
    private final CandidatePools pools;
    private final LoadSettings settings;
    private final SustainedPlan plan;
    private final SendGaps gaps;

    /**
     * Plans one window of which nothing is drawn.
     *
     * @param spec its rate and how long it lasts, arrivals even and rooms in turn
     * @param pools whom to add, from where they stand
     * @param settings what every run has in common
     */
    public SustainedLoad(SustainedSpec spec, CandidatePools pools, LoadSettings settings) {
        this(
                spec,
                pools,
                settings,
                SustainedPlan.constantRate(spec.rate(), spec.plannedSlots(), spec.warmup(), spec.maxScheduleLag()));
        if (!spec.arrivals().equals(Arrivals.even()) || !spec.rooms().equals(RoomChoice.inTurn())) {
            throw new IllegalArgumentException("arrivals and rooms that are drawn need a plan");
        }
    }

    /**
     * Carries out a plan.
     *
     * @param spec of which it is made
     * @param pools whom to add, from where they stand
     * @param settings what every run has in common
     * @param plan what is due when
     */
    public SustainedLoad(SustainedSpec spec, CandidatePools pools, LoadSettings settings, SustainedPlan plan) {
        this.spec = spec;
        this.pools = pools;
        this.settings = settings;
        this.plan = plan.wakingAtMost(settings.pacingThread().maxWakeups());
        this.gaps = new SendGaps(plan.firstMeasured(), plan.slots() - plan.firstMeasured());
    }

    @Override
    public long warmupNanos() {
        return spec.warmup().toNanos();
    }

    @Override
    public long firstMeasuredNanos() {
        return plan.measuredFromNanos();
    }

    @Override
    public SlotObserver observer() {
        return SlotObserver.NONE;
    }

    @Override
    public Generator generator(RunRecorders instruments, AddSender sender) {
        return new SustainedGenerator(plan, settings.clock(), settings.pacing(), pools, instruments, sender, gaps);
    }

    @Override
    public long plannedSlots() {
        return plan.slots();
    }

    /** Every slot of the plan: whatever ends the run, the rest is entered in the books as not sent. */
    @Override
    public long slotsProcessed() {
        return plan.slots();
    }

    @Override
    public long slotNumbers() {
        return plan.slots();
    }

    @Override
    public Double targetRatePerSecond() {
        return spec.rate();
    }

    @Override
    public double rehearsalRatePerSecond() {
        return spec.rate();
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return Map.of();
    }

    @Override
    public Optional<ArrivalFigures> arrivals() {
        return gaps.figures(spec.arrivals() instanceof Arrivals.Poisson);
    }

    @Override
    public Optional<RoomGrowth> result() {
        return Optional.empty();
    }
}
