package io.loadgen.engine.memory;

import io.loadgen.engine.memory.MemoryTooSmallException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What the disk of the spool has room for. A run that needs more is refused before it begins. Any thread.
 */
public final class DiskBudget {
    private final LongSupplier freeBytes;

    /**
     * A budget.
     *
     * @param freeBytes what can still be written; asked only where something is to be
     */
    public DiskBudget(LongSupplier freeBytes) {
        this.freeBytes = freeBytes;
    }

    /**
     * Refuses what there is no room for.
     *
     * @param work what is to be done, in words
     * @param shares what it needs, share by share, one at least
     * @throws MemoryTooSmallException when it needs more than there is; names the field that asks for most
     */
    public void require(String work, List<MemoryShare> shares) {
        long needed = Kind.DISK.needed(shares);
        long free = needed == 0 ? 0 : freeBytes.getAsLong();
        if (needed > free) {
            throw new MemoryTooSmallException(
                    Kind.DISK,
                    shares,
                    free,
                    String.format(
                            Locale.ROOT,
                            "%s needs about %d MiB of disk for %s; there are %d MiB. Ask for less, make room, or name another"
                                    + " folder by loadgen.history.spool-directory (HISTORY_SPOOL)",
                            work,
                            MemoryTooSmallException.mebibytes(needed),
                            Kind.DISK.largest(shares).of(),
                            free / MemoryTooSmallException.MEBIBYTE));
        }
    }
}
