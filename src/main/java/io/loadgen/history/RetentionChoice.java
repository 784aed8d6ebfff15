package io.loadgen.history;

import java.time.Duration;
import java.util.Optional;

/**
 * What a process was told about how much of the history is kept. What it was not told it leaves as it is with the archive.
 *
 * @param mostRuns how many runs, empty when it was not told
 * @param longest how long, zero for ever, empty when it was not told
 * @param otherwise for an archive of which nobody has said it yet; empty for a process that must not decide that
 */
public record RetentionChoice(Optional<Integer> mostRuns, Optional<Duration> longest, Optional<Retention> otherwise) {
    /** A process that was told all of it. */
    public static RetentionChoice of(Retention told) {
        return new RetentionChoice(Optional.of(told.mostRuns()), Optional.of(told.longest()), Optional.empty());
    }

    /** What an archive is to keep of which this was said before; empty when nobody says anything, so that nothing is removed. */
    Optional<Retention> over(Optional<Retention> before) {
        Optional<Retention> base = before.or(() -> otherwise);
        if (mostRuns.isEmpty() && longest.isEmpty()) {
            return base;
        }
        Retention rest = base.orElse(Retention.ALL);
        return Optional.of(new Retention(mostRuns.orElse(rest.mostRuns()), longest.orElse(rest.longest())));
    }
}
