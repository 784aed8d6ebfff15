package io.loadgen.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapBudgetTests {
    private static final long MIB = 1 << 20;

    private final AtomicLong used = new AtomicLong(60 * MIB);
    private final AtomicInteger collections = new AtomicInteger();
    private long garbage;

    private final HeapBudget heap = new HeapBudget(160 * MIB, used::get, () -> {
        collections.incrementAndGet();
        used.addAndGet(-garbage);
    });

    @Test
    void whatFitsIsLetThroughWithoutACollection() {
        heap.require("the run", List.of(share("rate", "10", 40), share("duration", "1h", 50)));

        assertThat(collections).hasValue(0);
    }

    @Test
    void garbageIsNoReasonToRefuse() {
        garbage = 20 * MIB;

        heap.require("the run", List.of(share("duration", "1h", 110)));

        assertThat(collections).hasValue(1);
    }

    @Test
    void aRefusalNamesWhatAsksForMostAndBothFigures() {
        assertThatExceptionOfType(MemoryTooSmallException.class)
                .isThrownBy(() -> heap.require(
                        "the run", List.of(share("maxOutstanding", "10", 40), share("duration", "24h", 51))))
                .withMessage(
                        "the run needs about 91 MiB of heap, 51 MiB of it for duration; there are 90 MiB of 160 MiB."
                                + " Ask for less, or raise the heap: -Xmx, by JAVA_TOOL_OPTIONS, or resources.memory of the chart")
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo("duration");
                    assertThat(refusal.value()).isEqualTo("24h");
                    assertThat(refusal.neededMebibytes()).isEqualTo(91);
                    assertThat(refusal.freeMebibytes()).isEqualTo(90);
                });
    }

    private static MemoryShare share(String field, String value, long mebibytes) {
        return MemoryShare.ofHeap(field, field, value, mebibytes * MIB);
    }
}
