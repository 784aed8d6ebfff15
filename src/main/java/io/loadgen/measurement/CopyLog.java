package io.loadgen.measurement;

import io.loadgen.measurement.SlotWord.Copy;
import io.loadgen.result.Paths;
import java.util.Map;

/** Counts messages to another site at one point of their way. Any thread. */
final class CopyLog {
    private final Tally<Count> counts = new Tally<>(Count.class);

    private enum Count {
        SEEN,
        MISSING,
        MISMATCHED,
        REPEATED
    }

    /** A measured slot was closed, with what there was of its message. */
    void closed(Copy message) {
        switch (message) {
            case NONE, AWAITED -> {
                // Without its event none was due.
            }
            case SEEN -> counts.add(Count.SEEN, 1);
            case MISSING -> counts.add(Count.MISSING, 1);
        }
    }

    /** A message that does not name those whom its slot adds of the other site. */
    void mismatched() {
        counts.add(Count.MISMATCHED, 1);
    }

    /** A message of this run that no slot waits for. */
    void repeated() {
        counts.add(Count.REPEATED, 1);
    }

    Paths.Copies figures() {
        Map<Count, Long> sums = counts.sums();
        long seen = sums.getOrDefault(Count.SEEN, 0L);
        long missing = sums.getOrDefault(Count.MISSING, 0L);
        return new Paths.Copies(
                seen + missing,
                seen,
                missing,
                sums.getOrDefault(Count.MISMATCHED, 0L),
                sums.getOrDefault(Count.REPEATED, 0L));
    }
}
