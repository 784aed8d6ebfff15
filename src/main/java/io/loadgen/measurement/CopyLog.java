package io.loadgen.measurement;

import io.loadgen.measurement.SlotWord.Outbox;
import io.loadgen.result.Paths;
import java.util.Map;

/** Counts messages to another site at one point of their way. Any thread. */
final class CopyLog {
    private final Tally<Copy> copies = new Tally<>(Copy.class);

    private enum Copy {
        SEEN,
        MISSING,
        MISMATCHED,
        REPEATED
    }

    /** A measured slot was closed, with what there was of its message. */
    void closed(Outbox message) {
        switch (message) {
            case NONE, AWAITED -> {
                // Without its event none was due.
            }
            case SEEN -> copies.add(Copy.SEEN, 1);
            case MISSING -> copies.add(Copy.MISSING, 1);
        }
    }

    /** A message that does not name those whom its slot adds of the other site. */
    void mismatched() {
        copies.add(Copy.MISMATCHED, 1);
    }

    /** A message of this run that no slot waits for. */
    void repeated() {
        copies.add(Copy.REPEATED, 1);
    }

    Paths.Copies figures() {
        Map<Copy, Long> counts = copies.sums();
        long seen = counts.getOrDefault(Copy.SEEN, 0L);
        long missing = counts.getOrDefault(Copy.MISSING, 0L);
        return new Paths.Copies(
                seen + missing,
                seen,
                missing,
                counts.getOrDefault(Copy.MISMATCHED, 0L),
                counts.getOrDefault(Copy.REPEATED, 0L));
    }
}
