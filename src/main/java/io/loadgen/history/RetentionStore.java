package io.loadgen.history;

import java.util.Optional;

/**
 * Remembers what an archive keeps, beside the archive, for all processes that use it.
 *
 * <p>Calls block; any thread. Each fails with {@link ArchiveUnavailableException} when the place cannot be reached.
 */
public interface RetentionStore {
    /** What is kept: empty for an archive of which nobody has said it yet. */
    Optional<Retention> find();

    /**
     * Says what is kept from now on.
     *
     * @param retention in place of what was said before
     */
    void save(Retention retention);
}
