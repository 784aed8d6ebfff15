package io.loadgen.engine;

import io.loadgen.bench.Cost;
import io.loadgen.bench.Window;
import io.loadgen.bench.Workload;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.AddKind;
import io.loadgen.result.Phase;
import io.loadgen.result.RoomGrowth;
import io.loadgen.time.NanoClock;
import java.util.Map;
import java.util.Optional;

/** Sends as fast as a window of requests in flight lets it: what the bare loop does, with the engine's parts. */
final class WindowedLoad implements Load {
    private final long requests;
    private final CandidatePools pools;
    private final NanoClock clock;
    private final Window window = new Window(Workload.WINDOW);
    private Map<String, Double> cost = Map.of();

    WindowedLoad(long requests, RemainingCandidates candidates, NanoClock clock) {
        this.requests = requests;
        this.pools = new CandidatePools(candidates, Workload.USERS_PER_ADD);
        this.clock = clock;
    }

    /** What the sending took, until the last request was complete. */
    Map<String, Double> cost() {
        return cost;
    }

    @Override
    public SlotObserver observer() {
        return new SlotObserver() {
            @Override
            public void closed(long slot) {
                window.leave();
            }
        };
    }

    @Override
    public Generator generator(RunRecorders instruments, AddSender sender) {
        return new Generator() {
            @Override
            public LoadEnd run(long startNanos) {
                // The run has just collected the heap.
                Cost before = Cost.now();
                sender.hold();
                for (long slot = 0; slot < requests; slot++) {
                    if (window.isFull()) {
                        sender.flush();
                        window.enter();
                        sender.hold();
                    } else {
                        window.enter();
                    }
                    send(instruments.tracker(), sender, slot);
                }
                sender.flush();
                window.drain();
                cost = before.since(requests);
                return new LoadEnd(LoadEnd.Cause.COMPLETED, clock.nanoTime());
            }

            @Override
            public void stop() {
                throw new UnsupportedOperationException("a benchmark runs to its end");
            }
        };
    }

    private void send(SlotTracker tracker, AddSender sender, long slot) {
        int place = tracker.claim();
        if (place == SlotTracker.SATURATED || !pools.peek()) {
            throw new IllegalStateException("slot " + slot + " has no place or no candidates");
        }
        sender.send(place, slot, AddKind.USERS, Phase.MEASURED, clock.nanoTime(), pools);
    }

    @Override
    public long plannedSlots() {
        return requests;
    }

    @Override
    public long slotsProcessed() {
        return requests;
    }

    @Override
    public long slotNumbers() {
        return requests;
    }

    @Override
    public Double targetRatePerSecond() {
        return 1e6;
    }

    @Override
    public double rehearsalRatePerSecond() {
        return targetRatePerSecond();
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return Map.of();
    }

    @Override
    public Optional<RoomGrowth> result() {
        return Optional.empty();
    }
}
