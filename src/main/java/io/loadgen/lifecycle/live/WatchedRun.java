package io.loadgen.lifecycle.live;

import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunSecond;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the run that goes on: its state, its sums, and its last seconds. One thread at a time. */
final class WatchedRun {
    private static final int LONGEST_MEMORY_SECONDS = 900;

    private final String runId;
    private final RunSpec spec;
    private final Deque<RunSnapshot> seconds = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private RunState state;
    private Instant since;
    private RunSnapshot last;
    private LiveEvent.@Nullable Rehearsed rehearsal;
    private LiveEvent.@Nullable Searched search;

    WatchedRun(String runId, RunSpec spec, RunState state, Instant since) {
        this.runId = runId;
        this.spec = spec;
        this.state = state;
        this.since = since;
        this.last = new RunSnapshot(runId, state, null, RunProgress.NONE, null, null, null, null);
    }

    boolean is(String id) {
        return runId.equals(id);
    }

    LiveEvent.Entered enter(RunState next, Instant now) {
        state = next;
        since = now;
        return state();
    }

    LiveEvent.Entered state() {
        return new LiveEvent.Entered(runId, state, since);
    }

    LiveEvent.Rehearsed rehearsed(RehearsalFigures figures) {
        LiveEvent.Rehearsed now = new LiveEvent.Rehearsed(runId, figures);
        rehearsal = now;
        return now;
    }

    /** What the rehearsal found, once there was one. */
    Optional<LiveEvent.Rehearsed> rehearsal() {
        return Optional.ofNullable(rehearsal);
    }

    LiveEvent.Searched searched(SearchResult found) {
        LiveEvent.Searched now = new LiveEvent.Searched(runId, found);
        search = now;
        return now;
    }

    /** What a search has found, once there was a trial. */
    Optional<LiveEvent.Searched> search() {
        return Optional.ofNullable(search);
    }

    /** Whether seconds come by themselves. */
    boolean hasSeconds() {
        return switch (state) {
            case WARMUP, MEASURING, DRAINING -> true;
            case PENDING, PREFLIGHT, REHEARSAL, AUDITING, COMPLETED, EXHAUSTED, STOPPED, ABORTED, FAILED, INTERRUPTED ->
                false;
        };
    }

    LiveEvent.Snapshot second(RunSecond ended) {
        SecondSample sample = ended.sample();
        pace.add(sample.planned());
        RunProgress progress = ended.progress();
        last = new RunSnapshot(
                runId,
                state,
                isSending() ? spec.targetRate() : null,
                progress,
                sample,
                ended.stall(),
                timeLeft(sample.second() + 1, progress.plannedSlots() - progress.processed()),
                null);
        seconds.addLast(last);
        if (seconds.size() > LONGEST_MEMORY_SECONDS) {
            seconds.removeFirst();
        }
        return new LiveEvent.Snapshot(last);
    }

    LiveEvent.Snapshot between(@Nullable AuditProgress audit) {
        return new LiveEvent.Snapshot(last.in(state, audit));
    }

    /** The seconds after one, as far as they are remembered. */
    List<LiveEvent.Snapshot> after(long second) {
        return seconds.stream()
                .filter(snapshot ->
                        snapshot.second() != null && snapshot.second().second() > second)
                .map(LiveEvent.Snapshot::new)
                .toList();
    }

    LiveEvent.Snapshot now() {
        return new LiveEvent.Snapshot(last.state() == state ? last : last.in(state, null));
    }

    private boolean isSending() {
        return state == RunState.WARMUP || state == RunState.MEASURING;
    }

    private @Nullable TimeLeft timeLeft(long secondsGone, long slotsLeft) {
        if (!isSending()) {
            return null;
        }
        Duration whole = spec.sendingTime();
        return whole == null ? pace.timeFor(slotsLeft) : bySchedule(whole.minusSeconds(secondsGone));
    }

    private static TimeLeft bySchedule(Duration left) {
        long wholeSeconds = left.isNegative() ? 0 : left.plusMillis(999).toSeconds();
        return new TimeLeft(Duration.ofSeconds(wholeSeconds), TimeLeft.Basis.SCHEDULE);
    }
}
