package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run was prepared with is collected before it sends: the pause would be measured as the platform's. */
@Timeout(300)
@Undisturbed
class TidyHeapIT {
    @Test
    void theWholeHeapIsCollectedOnceAndBeforeAnythingIsSent() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed("members-small");
            long before = wholeCollections();
            String id =
                    laboratory.start(Specs.light(plan.spec().id(), 20, Duration.ofSeconds(3), Duration.ofSeconds(2)));
            laboratory.awaitState(id, RunState.WARMUP);
            assertThat(wholeCollections()).isEqualTo(before + 1);

            laboratory.awaitEnd(id);
            assertThat(wholeCollections()).isEqualTo(before + 1);
        }
    }

    private static long wholeCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().equals("G1 Old Generation")
                        || collector.getName().equals("MarkSweepCompact"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
