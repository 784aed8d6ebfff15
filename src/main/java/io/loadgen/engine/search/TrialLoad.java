package io.loadgen.engine.search;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.Load;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RunRecorders;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.RoomGrowth;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The load of one trial: an open loop, which its watch may end.
 *
 * @param openLoop what is sent
 * @param watch sees what becomes of it
 */
record TrialLoad(Load openLoop, TrialWatch watch) implements Load {
    @Override
    public long warmupNanos() {
        return openLoop.warmupNanos();
    }

    @Override
    public long firstMeasuredNanos() {
        return openLoop.firstMeasuredNanos();
    }

    @Override
    public SlotObserver observer() {
        return watch;
    }

    @Override
    public Generator generator(RunRecorders instruments, AddSender sender) {
        return new WatchedGenerator(openLoop.generator(instruments, sender), watch);
    }

    @Override
    public long plannedSlots() {
        return openLoop.plannedSlots();
    }

    @Override
    public long slotsProcessed() {
        return openLoop.slotsProcessed();
    }

    @Override
    public long slotNumbers() {
        return openLoop.slotNumbers();
    }

    @Override
    public @Nullable Double targetRatePerSecond() {
        return openLoop.targetRatePerSecond();
    }

    @Override
    public double rehearsalRatePerSecond() {
        return openLoop.rehearsalRatePerSecond();
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return openLoop.roomSizes();
    }

    @Override
    public Optional<RoomGrowth> result() {
        return openLoop.result();
    }

    /** A generator that its watch stops is done with its plan; one that somebody else stops is stopped. */
    private static final class WatchedGenerator implements Generator {
        private final Generator generator;
        private final TrialWatch watch;
        private volatile boolean stopped;

        WatchedGenerator(Generator generator, TrialWatch watch) {
            this.generator = generator;
            this.watch = watch;
        }

        @Override
        public LoadEnd run(long startNanos) {
            watch.begin(startNanos, generator::stop);
            LoadEnd end = generator.run(startNanos);
            return !stopped && watch.reason().isPresent() ? new LoadEnd(LoadEnd.Cause.COMPLETED, end.endNanos()) : end;
        }

        @Override
        public void stop() {
            stopped = true;
            generator.stop();
        }
    }
}
