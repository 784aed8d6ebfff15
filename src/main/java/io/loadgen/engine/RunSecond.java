package io.loadgen.engine;

import io.loadgen.injection.BacklogSample;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one second of a run.
 *
 * @param runId the run
 * @param spec what it does
 * @param progress how far the run is at the end of the second
 * @param sample the counts of the second
 * @param responseTimes observed latencies of the second from the intended send time, nanoseconds, by signal; warm-up included;
 *     valid during the call only that hands them over; no entry without a sample
 * @param backlog the room-worker's consumer at the end of the second, null when it could not be had
 * @param stall how long room-worker has taken no job though jobs wait, null while it takes them and when that is not known
 * @param roomSizes members of each room by its id, as its events tell; empty but in a capacity run
 */
public record RunSecond(
        String runId,
        RunSpec spec,
        RunProgress progress,
        SecondSample sample,
        Map<Signal, LatencyDistribution> responseTimes,
        @Nullable BacklogSample backlog,
        @Nullable WorkerStall stall,
        Map<String, Integer> roomSizes) {}
