package io.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.RoomGrowth.CapacitySample;
import io.loadgen.spec.Signal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AddSamplesTests {
    @Test
    void aSampleHoldsWhatCameAndLeavesOutWhatDidNot() {
        AddSamples samples = new AddSamples(100_000);
        samples.sent(7, -5, 3, 1, 10, AddKind.FIRST_ORGS);
        samples.observed(7, Signal.ACK, 2);
        samples.observed(7, Signal.HANDOFF, 3);
        samples.observed(7, Signal.RESULT, 0);

        assertThat(samples)
                .containsExactly(new CapacitySample(
                        -5,
                        3,
                        1,
                        10,
                        AddKind.FIRST_ORGS,
                        OptionalLong.of(2),
                        OptionalLong.empty(),
                        OptionalLong.of(0)));
    }

    @Test
    void samplesComeInTheOrderInWhichTheyWereDue() {
        AddSamples samples = new AddSamples(100_000);
        for (int slot : new int[] {50_000, 4_096, 4_095, 99_999}) {
            samples.sent(slot, -1_000L * slot / 4_096, 0, slot, 1, AddKind.USERS);
        }

        assertThat(samples).extracting(CapacitySample::sizeBefore).containsExactly(99_999, 50_000, 4_096, 4_095);
        assertThat(samples.count()).isEqualTo(4);
    }

    @Test
    void slotsBeyondTheBoundAreCountedOnly() {
        AddSamples samples = new AddSamples(10);
        samples.sent(9, 0, 0, 1, 1, AddKind.USERS);
        samples.sent(10, 0, 0, 2, 1, AddKind.USERS);
        samples.observed(10, Signal.EVENT, 5);

        assertThat(samples).hasSize(1);
        assertThat(samples.dropped()).isEqualTo(1);
    }
}
