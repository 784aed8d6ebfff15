package io.loadgen.measurement;

import io.loadgen.contract.RequestIds;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.AddKind;
import io.loadgen.result.Phase;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Recording a latency, and taking four signals to their slot, beside what one would write with a library and a map of strings. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SlotPieces {
    private static final long MINUTE = 60_000_000_000L;
    private static final int ACCOUNTS = 10;
    private static final long HASH = 0x1234_5678_9abcL;
    private static final long RUN = 0x0197_0a4f_8c2d_8c9aL;

    private final LatencyRecorder latencies =
            new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT));
    private final Recorder recorder = new Recorder(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);
    private final RequestIds requestIds = new RequestIds(RUN);
    private final SlotTracker tracker = new SlotTracker(
            100_000,
            Signal.REPLY,
            new SlotTimeouts(MINUTE, MINUTE),
            latencies,
            new FirstOrgAdds(EnumSet.of(Signal.EVENT), 1, room -> false),
            new Ledger(),
            new IrregularityLog(),
            SlotObserver.NONE);
    private final Map<String, long[]> slots = new ConcurrentHashMap<>();
    private long slot;
    private long nanos;

    /** One latency, response and service time. */
    @Benchmark
    public void recordLoadgen() {
        latencies.record(Signal.EVENT, Phase.MEASURED, next(), nanos);
    }

    /** The same in two recorders that any thread may write. */
    @Benchmark
    public void recordReference() {
        recorder.recordValue(next());
        recorder.recordValue(nanos);
    }

    /** A slot from its opening to its last signal, with its request id written once and read three times. */
    @Benchmark
    public void correlateLoadgen() {
        long key = SlotTracker.key(tracker.claim(), ++slot);
        String id = requestIds.format(key);
        tracker.open(key, Phase.MEASURED, AddKind.USERS, 0, next(), nanos, ACCOUNTS, HASH);
        tracker.handedOff(requestIds.parse(id), nanos + 100_000);
        tracker.accepted(key, nanos + 200_000);
        tracker.delivered(requestIds.parse(id), ACCOUNTS, HASH, nanos + 300_000);
        tracker.resolved(requestIds.parse(id), nanos + 400_000);
    }

    /** The same with a map from request ids to instants, and the four latencies recorded. */
    @Benchmark
    public void correlateReference() {
        String id = new UUID(RUN, ++slot).toString();
        slots.put(id, new long[] {next(), nanos});
        for (int signal = 1; signal <= 4; signal++) {
            long[] times = signal == 4 ? slots.remove(id) : slots.get(id);
            if (times != null) {
                recorder.recordValue(nanos + signal * 100_000L - times[0]);
                recorder.recordValue(nanos + signal * 100_000L - times[1]);
            }
        }
    }

    private long next() {
        nanos = nanos + 7_919 & 0xFF_FFFF;
        return nanos;
    }
}
