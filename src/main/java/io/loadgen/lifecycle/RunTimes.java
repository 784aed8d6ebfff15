package io.loadgen.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a run reached what, by the wall clock.
 *
 * @param createdAt when it was taken on
 * @param startedAt when its first slot was due, null before
 * @param endedAt when it reached its terminal state, null before
 */
public record RunTimes(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    RunTimes started(Instant now) {
        return new RunTimes(createdAt, now, endedAt);
    }

    RunTimes ended(Instant now) {
        return new RunTimes(createdAt, startedAt, now);
    }
}
