package io.loadgen.history;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to an archive that can be away. Once it was found away nobody waits for it again until {@link #tryToOpen} found it there.
 *
 * <p>Any thread.
 */
final class ArchiveCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveCircuitBreaker.class);

    private final RunArchive archive;
    private volatile @Nullable String trouble;

    ArchiveCircuitBreaker(RunArchive archive) {
        this.archive = archive;
    }

    /**
     * Does something with the archive.
     *
     * @throws ArchiveUnavailableException when it is away
     */
    <T> T ask(Function<RunArchive, T> question) {
        String why = trouble;
        if (why != null) {
            throw new ArchiveUnavailableException(why);
        }
        try {
            return question.apply(archive);
        } catch (ArchiveUnavailableException away) {
            close(away);
            throw away;
        }
    }

    private void close(ArchiveUnavailableException away) {
        if (trouble == null) {
            LOG.warn("The history cannot be reached; runs wait in the spool: {}", away.getMessage());
        }
        trouble = String.valueOf(away.getMessage());
    }

    /** Looks whether the archive is there again; says whether it is. Does not wait for it. */
    boolean tryToOpen() {
        if (trouble == null) {
            return true;
        }
        try {
            archive.check();
        } catch (ArchiveUnavailableException away) {
            trouble = String.valueOf(away.getMessage());
            return false;
        }
        LOG.info("The history can be reached again");
        trouble = null;
        return true;
    }

    /** Why nobody is let through, empty while everybody is. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
