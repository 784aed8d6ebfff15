package io.loadgen.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells which of the runs that have not ended are nobody's any more: their owner is known to be dead, or has not moved their
 * heartbeat for long. It is this process's own clock that tells how long, and heartbeats are compared with themselves only, so
 * clocks of other machines may be wrong.
 *
 * <p>One thread at a time.
 */
final class StaleRunDetector {
    private record Seen(Instant heartbeat, long sinceNanos) {}

    private final long longNanos;
    private final Map<String, Seen> seen = new HashMap<>();

    StaleRunDetector(Duration howLong) {
        this.longNanos = howLong.toNanos();
    }

    List<RunSummary> among(List<RunSummary> unfinished, Predicate<String> isKnownDead, long nowNanos) {
        Set<String> ids = unfinished.stream().map(RunSummary::runId).collect(Collectors.toSet());
        seen.keySet().retainAll(ids);
        return unfinished.stream()
                .filter(run -> isKnownDead.test(run.owner()) || isSilent(run, nowNanos))
                .toList();
    }

    private boolean isSilent(RunSummary run, long nowNanos) {
        Seen before = seen.get(run.runId());
        if (before == null || !before.heartbeat().equals(run.heartbeat())) {
            seen.put(run.runId(), new Seen(run.heartbeat(), nowNanos));
            return false;
        }
        return nowNanos - before.sinceNanos() >= longNanos;
    }
}
