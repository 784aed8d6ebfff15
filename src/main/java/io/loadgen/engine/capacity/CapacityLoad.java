package io.loadgen.engine.capacity;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.Load;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.RunRecorders;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.growth.GrowthAnalysis;
import io.loadgen.growth.GrowthLaw;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.RoomGrowth;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The closed loop. It has no warm-up: the first add of a room is the one at its smallest size. */
public final class CapacityLoad implements Load {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityLoad.class);

    /** Of a platform that takes 20 ms for an add. */
    private static final double SUPPOSED_RATE_OF_ROOM = 50;

    private static final double GREATEST_SUPPOSED_RATE = 1000;

    private final CapacitySpec spec;
    private final FixturePlan fixture;
    private final FixtureService fixtures;
    private final LoadSettings settings;
    private final CapacityPlan plan;
    private final CapacityRecorder figures;
    private final CompletionQueue news;

    private volatile @Nullable CapacityGenerator generator;

    CapacityLoad(
            CapacitySpec spec,
            FixturePlan fixture,
            RemainingCandidates remaining,
            FixtureService fixtures,
            LoadSettings settings) {
        this.spec = spec;
        this.fixture = fixture;
        this.fixtures = fixtures;
        this.settings = settings;
        this.plan = CapacityPlan.of(
                fixture.spec(),
                remaining,
                spec.targetSize(),
                spec.usersPerAdd(),
                spec.shapes(),
                spec.gap(),
                spec.onBusy());
        this.figures = new CapacityRecorder(
                plan, spec.buckets(fixture.spec().baselineMembers()), RunRecorders.firstSignal(spec.inject()));
        this.news = new CompletionQueue(figures);
    }

    @Override
    public SlotObserver observer() {
        return news;
    }

    @Override
    public Generator generator(RunRecorders instruments, AddSender sender) {
        CapacityGenerator made = new CapacityGenerator(
                plan,
                settings.clock(),
                settings.pacing(),
                new CandidatePools(plan.pool(), spec.usersPerAdd()),
                instruments.tracker(),
                sender,
                figures,
                news);
        generator = made;
        return made;
    }

    @Override
    public long plannedSlots() {
        return plan.slots();
    }

    @Override
    public long slotsProcessed() {
        return grown().adds();
    }

    @Override
    public long slotNumbers() {
        return plan.slotNumbers();
    }

    @Override
    public @Nullable Double targetRatePerSecond() {
        return null;
    }

    @Override
    public double rehearsalRatePerSecond() {
        double ofRoom = spec.maxRate() == null ? SUPPOSED_RATE_OF_ROOM : spec.maxRate();
        return Math.min(plan.rooms() * ofRoom, GREATEST_SUPPOSED_RATE);
    }

    @Override
    public Map<String, Integer> roomSizes() {
        CapacityGenerator growing = generator;
        Map<String, Integer> sizes = new HashMap<>();
        for (int room = 0; room < plan.rooms(); room++) {
            sizes.put(fixture.roomId(room), growing == null ? plan.startSize(room) : growing.size(room));
        }
        return sizes;
    }

    @Override
    public Optional<RoomGrowth> result() {
        return Optional.of(new RoomGrowth(
                spec.targetSize(),
                figures.buckets(),
                grown().rooms(fixture::roomId, foundSizes()),
                RoomGrowth.Samples.of(figures.samples()),
                law()));
    }

    private GrowthLaw law() {
        return GrowthAnalysis.of(
                AlikeAdds.of(figures.samples()),
                spec.slo().latencies().stream()
                        .filter(limit -> limit.signal() == Signal.EVENT)
                        .toList());
    }

    private CapacityGenerator grown() {
        CapacityGenerator grown = generator;
        if (grown == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return grown;
    }

    /** What the database says. The figures of the run stand without it. */
    private IntFunction<OptionalInt> foundSizes() {
        try {
            int[] found = fixtures.membersPerRoom(spec.fixture());
            return room -> OptionalInt.of(found[room]);
        } catch (RuntimeException failure) {
            LOG.warn("The members of {} cannot be counted after the run", spec.fixture(), failure);
            return room -> OptionalInt.empty();
        }
    }
}
