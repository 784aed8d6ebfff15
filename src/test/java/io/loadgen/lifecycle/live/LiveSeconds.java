package io.loadgen.lifecycle.live;

import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunSecond;
import io.loadgen.latency.Bounds;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Instant;
import java.util.Map;

/** Runs and their seconds by hand: 103 slots a second, 100 of them sent, 92 with their event, 7 failed, 1 no-op. */
public final class LiveSeconds {
    public static final String RUN = "20261124-030000-1707";
    public static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    static final long PLANNED_SLOTS = 12_000;

    private LiveSeconds() {}

    public static RunRecord run(RunState state) {
        return run(RUN, new SpecBuilder().build(), state);
    }

    static RunRecord run(String id, RunSpec spec, RunState state) {
        return new RunRecord(id, spec, state, new RunTimes(START, null, null), null, null, null);
    }

    public static RunSecond second(long second) {
        return second(RUN, new SpecBuilder().build(), second);
    }

    public static RunSecond second(String runId, RunSpec spec, long second) {
        SecondSample sample = new SecondSample(
                second,
                second < 10 ? Phase.WARMUP : Phase.MEASURED,
                103,
                Map.of(Disposition.SENT, 100L, Disposition.UNDERRUN, 3L),
                second < 10 ? 0 : 100,
                Map.of(ReplyOutcome.ACCEPTED, 96L, ReplyOutcome.REJECTED, 3L, ReplyOutcome.REPLY_TIMEOUT, 1L),
                Map.of(
                        EventOutcome.EVENT,
                        92L,
                        EventOutcome.EVENT_TIMEOUT,
                        3L,
                        EventOutcome.WORKER_ERROR,
                        1L,
                        EventOutcome.NO_OP,
                        1L),
                Map.of(
                        Signal.REPLY,
                        latencies(96, 4_530_000, 9_250_000, 50_700_000),
                        Signal.EVENT,
                        latencies(92, 9_480_000, 17_200_000, 170_500_000)),
                2.0,
                5,
                12,
                7L,
                3L,
                null);
        long seconds = second + 1;
        RunProgress progress =
                new RunProgress(PLANNED_SLOTS, 103 * seconds, 100 * seconds, 92 * seconds, 7 * seconds, 12);
        return new RunSecond(runId, spec, progress, sample, Map.of(), null, null, Map.of());
    }

    /** Fewer than 100 samples have no 99th percentile. */
    private static SecondSample.Times latencies(long count, long p50, long p90, long max) {
        return new SecondSample.Times(count, 0, Bounds.exactly(p50 / 1e6), Bounds.exactly(p90 / 1e6), null, max / 1e6);
    }
}
