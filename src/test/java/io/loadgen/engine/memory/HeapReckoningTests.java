package io.loadgen.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.LiveHeap;
import io.loadgen.OwnHeap;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.SourceSubscribers;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IntervalLog;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.Timeline;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddSamples;
import io.loadgen.result.Phase;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reckoned is what the structures take: each is made, and what is live after a collection compared. */
@OwnHeap
class HeapReckoningTests {
    /**
     * Of the reckoning, which is upward: no run is to end for want of memory; but few are to be refused that would not. The heads of
     * arrays are not reckoned.
     */
    private static final double LEAST = 0.4;

    private static final double MOST = 1.02;

    /** What the process itself may come to hold between two looks, whatever is measured. */
    private static final long OF_OTHERS = 2_000_000;

    private static final Set<Signal> SIGNALS = EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);

    private static final FixtureSpec SET = new FixtureSpec("heap", 42, "site-local", 20_000, 10, 500, 200_000);

    @Test
    void fixturePlan() {
        assertTakes(FixtureHeap.ofPlan(SET), () -> new FixturePlan(SET));
    }

    @Test
    void pools() {
        FixturePlan plan = new FixturePlan(SET);
        assertTakes(FixtureHeap.ofPools(SET), () -> RemainingCandidates.full(plan));
    }

    @Test
    void marksOfAPoolOfWhichAllAreMembers() {
        FixtureSpec set = new FixtureSpec("heap", 42, "site-local", 200_000, 10, 10, 20);
        FixturePlan plan = new FixturePlan(set);
        assertTakes(FixtureHeap.ofMarks(set), () -> {
            RemainingCandidates.Collector collector = new RemainingCandidates.Collector(plan);
            for (int room = 0; room < set.rooms(); room++) {
                for (int index = 0; index < set.candidatesPerRoom(); index++) {
                    collector.member(plan.roomId(room), plan.account(plan.candidate(room, index)));
                }
            }
            return collector;
        });
    }

    /** The rest of what a seeding needs is there for a while only, or less than is told apart here. */
    @Test
    void ownersOfSources() {
        FixturePlan plan = new FixturePlan(SET);
        long reckoned = FixtureHeap.ofSeeding(SET).stream()
                .mapToLong(MemoryShare::heapBytes)
                .sum();
        assertThat(reckoned).isGreaterThan(taken(() -> SourceSubscribers.of(plan)) + FixtureHeap.ofPlan(SET));
    }

    @Test
    void slotTableAndRecorders() {
        SustainedSpec spec = new SpecBuilder().maxOutstanding(400_000).build();
        assertTakes(RunHeap.ofAny(spec, SET).getFirst().heapBytes(), () -> {
            LatencyRecorder recorder = recorder();
            return List.of(tracker(spec.maxOutstanding(), recorder), figures(recorder), figures(recorder));
        });
    }

    /** What a report is made of; there are two at a time while one is written. */
    private static List<LatencyDistribution> figures(LatencyRecorder recorder) {
        return Stream.of(Basis.values())
                .flatMap(basis -> recorder.totals(basis).values().stream())
                .map(sent -> sent.withUnsent(1))
                .toList();
    }

    private static LatencyRecorder recorder() {
        LatencyRecorder recorder = new LatencyRecorder(SIGNALS);
        recorder.takeInterval();
        recorder.takeInterval();
        return recorder;
    }

    private static SlotTracker tracker(int maxOutstanding, LatencyRecorder recorder) {
        return new SlotTracker(
                maxOutstanding,
                Signal.REPLY,
                new SlotTimeouts(1, 1),
                recorder,
                new FirstOrgAdds(SIGNALS, 1, room -> false),
                new Ledger(),
                new IrregularityLog(),
                SlotObserver.NONE);
    }

    @Test
    void logOfAdds() {
        int slots = 4_000_000;
        assertTakes(RunHeap.ofLog("duration", "1h", slots).heapBytes(), () -> {
            AddLog log = new AddLog(slots, 10, Optional.empty());
            for (int slot = 0; slot < slots; slot++) {
                log.sent(SlotTracker.key(0, slot), 0, 0, 1, Shape.USERS);
            }
            return log;
        });
    }

    @Test
    void singleAdds() {
        int slots = 1_000_000;
        assertTakes(slots * RunHeap.PER_SAMPLE, () -> {
            AddSamples samples = new AddSamples(slots);
            for (int slot = 0; slot < slots; slot++) {
                samples.sent(slot, slot, 0, 1, 1, AddKind.USERS);
            }
            return samples;
        });
    }

    /** Of an eventful run, as long as intervals are kept of each second: each has latencies that no other has. */
    @ParameterizedTest
    @ValueSource(ints = {120, 1_000})
    void secondsOfARun(int rate) {
        int seconds = IntervalLog.MOST;
        long reckoned = RunHeap.ofSeconds("duration", "x", Duration.ofSeconds(seconds), rate)
                .heapBytes();
        long taken = taken(() -> {
            LatencyRecorder recorder = new LatencyRecorder(SIGNALS);
            Ledger books = new Ledger();
            Timeline timeline = new Timeline(books);
            SplittableRandom random = new SplittableRandom(7);
            for (int second = 0; second < seconds; second++) {
                for (int slot = 0; slot < rate; slot++) {
                    books.sent(Phase.MEASURED, Shape.USERS);
                    long nanos = 1_000_000 + random.nextLong(200_000_000);
                    SIGNALS.forEach(signal -> recorder.record(signal, Phase.MEASURED, nanos, nanos));
                    recorder.recordLag(Phase.MEASURED, nanos / 1000);
                }
                timeline.endSecond(Phase.MEASURED, recorder.takeInterval(), 1_000 + second, 300L + second, 400L);
            }
            return List.of(timeline, timeline.samples(), timeline.samples());
        });
        assertReckoned(reckoned, taken);
    }

    private static void assertTakes(long reckoned, Supplier<Object> made) {
        // What is made but once in a process, such as classes, is there before it counts.
        assertThat(made.get()).isNotNull();
        assertReckoned(reckoned, taken(made));
    }

    private static void assertReckoned(long reckoned, long taken) {
        assertThat(taken)
                .as("of the %d bytes that are reckoned", reckoned)
                .isBetween((long) (LEAST * reckoned), (long) (MOST * reckoned) + OF_OTHERS);
    }

    private static long taken(Supplier<?> made) {
        long before = LiveHeap.bytes();
        Object kept = made.get();
        long taken = LiveHeap.bytes() - before;
        assertThat(kept).isNotNull();
        return taken;
    }
}
