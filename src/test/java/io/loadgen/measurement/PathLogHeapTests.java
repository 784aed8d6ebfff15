package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.LiveHeap;
import io.loadgen.OwnHeap;
import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.engine.memory.RunHeap;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddPath;
import io.loadgen.result.Phase;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Latencies by the ways of adds take what is reckoned for them. */
@OwnHeap
class PathLogHeapTests {
    private static final Set<Signal> SIGNALS = EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);

    private static final SustainedSpec SPEC =
            new SpecBuilder().maxOutstanding(400_000).build();

    @Test
    void ordinaryUsersCostNothing() {
        assertThat(reckoned(Population.ORDINARY)).isZero();
    }

    /** The worst: in each way something came, and something was lost, as late as it is waited for. */
    @Test
    void everyWayAtItsLongest() {
        long reckoned = reckoned(new Population(20, "site-far", 20, 20, null));
        long before = LiveHeap.bytes();
        List<Object> kept = List.of(
                filled(), new SlotPaths(new PathLog(SIGNALS, OtherSiteWatch.OUTBOX_AND_ARRIVAL, true), 1 << 20));
        long taken = LiveHeap.bytes() - before;
        assertThat(kept).hasSize(2);
        assertThat(taken).as("of the %d bytes that are reckoned", reckoned).isBetween(reckoned / 2, reckoned);
    }

    private static List<Object> filled() {
        PathLog log = new PathLog(SIGNALS, OtherSiteWatch.OUTBOX_AND_ARRIVAL, true);
        long longest = SPEC.eventTimeout().toNanos();
        for (int path = 0; path < AddPath.COMBINATIONS; path++) {
            long word = SlotWord.onPath(SlotWord.open(path, Phase.MEASURED, AddKind.USERS), path);
            log.sent(path, Phase.MEASURED, AddKind.USERS.shape());
            for (Signal signal : SIGNALS) {
                log.observed(word, signal, longest, longest);
                log.lost(word, signal, longest, longest);
            }
        }
        return List.of(log, log.snapshot());
    }

    private static long reckoned(Population people) {
        FixtureSpec set = new FixtureSpec("heap", 42, "site-local", 20, 10, 500, 2_000, 1, people);
        MemoryShare last = RunHeap.ofAny(SPEC, set).getLast();
        assertThat(last.of()).isEqualTo("latencies by the ways of adds");
        return last.heapBytes();
    }
}
