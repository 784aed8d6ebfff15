package io.loadgen.engine.memory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loadgen.engine.memory.MemoryTooSmallException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskBudgetTests {
    private static final long MIB = 1 << 20;

    private static final MemoryShare HEAP = MemoryShare.ofHeap("seconds", "duration", "24h", 500 * MIB);

    private static final MemoryShare LOG = new MemoryShare("what each request was to add", "rate", "9", MIB, 90 * MIB);

    @Test
    void whatFitsIsLetThrough() {
        new DiskBudget(() -> 90 * MIB).require("the run", List.of(HEAP, LOG));
    }

    /** There may be no disk at all to ask. */
    @Test
    void whatNeedsNoneIsNotAskedAbout() {
        DiskBudget disk = new DiskBudget(() -> {
            throw new IllegalStateException("nobody needs it");
        });

        disk.require("the run", List.of(HEAP));
    }

    @Test
    void aRefusalNamesWhatAsksForItBothFiguresAndTheSetting() {
        assertThatExceptionOfType(MemoryTooSmallException.class)
                .isThrownBy(() -> new DiskBudget(() -> 89 * MIB).require("the run", List.of(HEAP, LOG)))
                .withMessage(
                        "the run needs about 90 MiB of disk for what each request was to add; there are 89 MiB. Ask for"
                                + " less, make room, or name another folder by loadgen.history.spool-directory (HISTORY_SPOOL)")
                .returns(Kind.DISK, MemoryTooSmallException::kind)
                .returns("rate", MemoryTooSmallException::field)
                .returns("9", MemoryTooSmallException::value);
    }
}
