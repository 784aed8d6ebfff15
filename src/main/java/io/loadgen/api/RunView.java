package io.loadgen.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunProgress;
import io.loadgen.latency.Bounds;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.RunResult.RunOutcome;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.RunSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it. Its figures are in its report.
 *
 * @param id its id
 * @param state where it is
 * @param spec what was asked for, defaults filled in
 * @param times when it was taken on, when its first slot was due and when it ended, its fields among these
 * @param failure why it failed or was aborted
 * @param live its figures while it goes on
 * @param outcome what it came to, its fields among these
 * @param links where to go from here
 */
@Schema(name = "Run")
public record RunView(
        @Schema(example = "20261123-153012-7f3a") String id,
        RunState state,
        RunSpec spec,
        @JsonUnwrapped RunTimes times,
        @Nullable String failure,
        @Nullable Live live,
        @JsonUnwrapped Outcome outcome,
        Links links) {
    static RunView of(RunRecord run) {
        return new RunView(
                run.id(),
                run.state(),
                run.spec(),
                run.times(),
                run.failure(),
                run.live() == null ? null : Live.of(run.live()),
                Outcome.of(run.outcome()),
                Links.of(run));
    }

    /**
     * Figures of a run that goes on.
     *
     * @param progress how far it is, its fields among these
     * @param targetRate requests a second asked for, null in a capacity run
     * @param lastSecond the last whole second
     * @param workerStall how long room-worker has taken no job though jobs wait, null where it takes them
     * @param audit how far the audit is, null before it begins
     * @param search what a search has found so far, null for every other type of run
     */
    @Schema(name = "LiveFigures", description = "Figures while the run goes on")
    public record Live(
            @JsonUnwrapped RunProgress progress,
            @Nullable Double targetRate,
            @Nullable Second lastSecond,
            @Nullable WorkerStall workerStall,
            @Nullable AuditProgress audit,
            @Nullable SearchResult search) {
        static Live of(LiveFigures live) {
            return new Live(
                    live.progress(),
                    live.targetRatePerSecond(),
                    live.lastSecond() == null ? null : Second.of(live.lastSecond()),
                    live.stall(),
                    live.audit(),
                    live.search());
        }
    }

    /**
     * One second.
     *
     * @param second seconds since the first slot was due
     * @param planned slots processed in it
     * @param lagP99Millis 99th percentile of schedule lag, null where the second has too few requests for it
     * @param responseTimes response times of the signals that came in it, by signal
     * @param backlogPending messages waiting for the room-worker, null when unknown
     */
    @Schema(name = "LastSecond", description = "The last whole second")
    public record Second(
            long second,
            long planned,
            @Nullable Double lagP99Millis,
            Map<String, Millis> responseTimes,
            @Nullable Long backlogPending) {
        static Second of(SecondSample sample) {
            Map<String, Millis> times = new TreeMap<>();
            sample.responseTimes()
                    .forEach((signal, latencies) ->
                            times.put(signal.symbol().toLowerCase(Locale.ROOT), Millis.of(latencies)));
            return new Second(sample.second(), sample.planned(), sample.lagP99Millis(), times, sample.backlogPending());
        }
    }

    /**
     * Response times of one signal in one second, milliseconds. A percentile is null where the second has too few samples for it.
     *
     * @param count samples, lost ones included
     * @param lost of them those that did not come, and those that were never sent
     * @param p50 median
     * @param p90 90th percentile
     * @param p99 99th percentile
     * @param max the longest of those that came
     */
    @Schema(name = "Milliseconds", description = "Response times, milliseconds")
    public record Millis(
            long count,
            long lost,
            @Nullable Bounds p50,
            @Nullable Bounds p90,
            @Nullable Bounds p99,
            double max) {
        static Millis of(SecondSample.Times latencies) {
            return new Millis(
                    latencies.count(),
                    latencies.lost(),
                    latencies.p50(),
                    latencies.p90(),
                    latencies.p99(),
                    latencies.maxMillis());
        }
    }

    /**
     * What a run came to.
     *
     * @param verdict what it decided, after its end
     * @param client what befell the generator's own connection, after its end; null when the process ended before
     */
    public record Outcome(
            @Nullable Verdict verdict, @Nullable Client client) {
        private static Outcome of(@Nullable RunOutcome outcome) {
            return outcome == null
                    ? new Outcome(null, null)
                    : new Outcome(outcome.verdict(), outcome.client() == null ? null : Client.of(outcome.client()));
        }
    }

    /**
     * What befell the generator's own connection.
     *
     * @param disconnects how often it was lost
     * @param droppedMessages messages that the client dropped
     * @param failedSignals signals that could not be handled
     */
    @Schema(name = "ClientHealth", description = "What befell the generator's own connection during the run")
    public record Client(long disconnects, long droppedMessages, long failedSignals) {
        static Client of(SessionHealth health) {
            return new Client(health.disconnects(), health.droppedMessages(), health.failedSignals());
        }
    }

    /**
     * Where to go from here.
     *
     * @param self this run
     * @param stop ends it, null once it has ended
     * @param report what it measured, null before its end
     */
    @Schema(name = "RunLinks")
    public record Links(
            String self, @Nullable String stop, @Nullable String report) {
        static Links of(RunRecord run) {
            String self = Addresses.of(RunController.PATH + run.id());
            return new Links(
                    self,
                    run.state().isTerminal() ? null : self + "/stop",
                    run.state().isTerminal() ? self + "/report" : null);
        }
    }
}
