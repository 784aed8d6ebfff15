package io.loadgen.history;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that an archive keeps what it is to keep, which is the archive's own: a process changes it once, when it comes to the
 * archive, and only where it was told to. What others say later holds for it, too.
 *
 * <p>Everything by the history's thread.
 */
final class ArchiveRetention {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRetention.class);

    private final RetentionStore store;
    private final RetentionChoice choice;
    private boolean settled;

    ArchiveRetention(RetentionStore store, RetentionChoice choice) {
        this.store = store;
        this.choice = choice;
    }

    /** What the archive keeps, empty for all. Asks the archive. */
    Optional<Retention> settle() {
        Optional<Retention> before = store.find();
        if (settled) {
            return before;
        }
        Optional<Retention> now = choice.over(before);
        if (now.isPresent() && !now.equals(before)) {
            store.save(now.get());
            LOG.info(
                    "The history keeps {} from now on; before, {}",
                    now.get().inWords(),
                    before.map(Retention::inWords).orElse("nobody had said"));
        }
        settled = true;
        return now;
    }

    boolean isSettled() {
        return settled;
    }

    /** Removes what need not be kept, the runs in {@code spared} excepted. */
    void apply(RunArchive archive, Set<String> spared, Instant now) {
        settle().ifPresent(retention -> retention.apply(archive, spared, now));
    }
}
