package io.loadgen.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.RunProgress;
import io.loadgen.lifecycle.live.RunSnapshot;
import io.loadgen.lifecycle.live.TimeLeft;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.DurationText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot of a run, as the event {@code snapshot} shows it.
 *
 * @param run the run
 * @param state where it is
 * @param progress how far it is, its fields among these
 * @param percent how much of the schedule was processed
 * @param left how long sending will go on, its fields among these
 * @param second the second that has just ended, null in states without seconds
 * @param workerStall how long room-worker has taken no job though jobs wait, null where it takes them and in states without seconds
 * @param audit how far the audit is, null before it begins
 */
@Schema(name = "RunSnapshot", description = "Data of the event `snapshot`: a run at the end of one of its seconds")
public record SnapshotView(
        String run,
        RunState state,
        @JsonUnwrapped RunProgress progress,
        double percent,
        @JsonUnwrapped Left left,
        @Nullable Second second,
        @Nullable WorkerStall workerStall,
        @Nullable AuditProgress audit) {
    static SnapshotView of(RunSnapshot run) {
        RunProgress progress = run.progress();
        return new SnapshotView(
                run.runId(),
                run.state(),
                progress,
                Math.floor(progress.share() * 1000) / 10,
                Left.of(run.timeLeft()),
                run.second() == null ? null : Second.of(run.second(), run.targetRatePerSecond()),
                run.stall(),
                run.audit());
    }

    /**
     * How long sending will go on.
     *
     * @param timeLeft such as {@code 12s}, null when that cannot be told
     * @param timeLeftBasis {@code schedule}, or {@code pace} for an estimate from the last seconds
     */
    public record Left(
            @Schema(type = "string", example = "12s") @Nullable
            String timeLeft,

            @Schema(allowableValues = {"schedule", "pace"}) @Nullable
            String timeLeftBasis) {
        static Left of(@Nullable TimeLeft left) {
            return left == null
                    ? new Left(null, null)
                    : new Left(
                            DurationText.format(left.duration()),
                            left.basis().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * One second.
     *
     * @param second seconds since the first slot was due
     * @param targetRate requests a second asked for, null when nothing is due and in a capacity run
     * @param sent requests sent in it
     * @param lagP99Millis 99th percentile of schedule lag, null where the second has too few requests for it
     * @param lagMaxMillis greatest schedule lag
     * @param responseTimes response times of the signals that came in it, by signal
     * @param backlogPending messages waiting for the room-worker, null when unknown
     * @param backlogAckPending messages that the room-worker is working on, null when unknown
     */
    @Schema(name = "SnapshotSecond", description = "The second that has just ended")
    public record Second(
            long second,
            @Nullable Double targetRate,
            long sent,
            @Nullable Double lagP99Millis,
            double lagMaxMillis,
            Map<String, RunView.Millis> responseTimes,
            @Nullable Long backlogPending,
            @Nullable Long backlogAckPending) {
        static Second of(SecondSample sample, @Nullable Double targetRate) {
            Map<String, RunView.Millis> times = new TreeMap<>();
            sample.responseTimes()
                    .forEach((signal, latencies) ->
                            times.put(signal.symbol().toLowerCase(Locale.ROOT), RunView.Millis.of(latencies)));
            return new Second(
                    sample.second(),
                    targetRate,
                    sample.sent(),
                    sample.lagP99Millis(),
                    sample.lagMaxMillis(),
                    times,
                    sample.backlogPending(),
                    sample.backlogAckPending());
        }
    }
}
