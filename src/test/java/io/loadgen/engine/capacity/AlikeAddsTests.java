package io.loadgen.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.growth.GrowthAnalysis;
import io.loadgen.growth.GrowthLaw;
import io.loadgen.growth.GrowthLaw.Law;
import io.loadgen.result.AddKind;
import io.loadgen.result.RoomGrowth.CapacitySample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AlikeAddsTests {
    private static final long MILLIS = 1_000_000;

    private static CapacitySample add(int size, int users, AddKind kind, OptionalLong event) {
        return new CapacitySample(0, 0, size, users, kind, OptionalLong.of(MILLIS), event, OptionalLong.empty());
    }

    @Test
    void onlyAddsThatDifferInSizeAloneAreCompared() {
        List<CapacitySample> adds = new ArrayList<>();
        for (int size = 10; size < 1_010; size += 10) {
            // 10 ms and 0.02 ms a member, to and fro by a tenth.
            long nanos = (10 * MILLIS + size * MILLIS / 50) * (size % 20 == 0 ? 11 : 9) / 10;
            adds.add(add(size, 10, AddKind.USERS, OptionalLong.of(nanos)));
        }
        adds.add(add(10, 10, AddKind.FIRST_ORGS, OptionalLong.of(900 * MILLIS)));
        adds.add(add(500, 10, AddKind.ORGS, OptionalLong.of(900 * MILLIS)));
        adds.add(add(3_000, 3, AddKind.USERS, OptionalLong.of(MILLIS)));
        adds.add(add(4_000, 10, AddKind.USERS, OptionalLong.empty()));

        GrowthLaw law = GrowthAnalysis.of(AlikeAdds.of(adds), List.of());

        assertThat(law.adds()).isEqualTo(100);
        assertThat(law.fromSize()).isEqualTo(10);
        assertThat(law.toSize()).isEqualTo(1_000);
        assertThat(law.law()).isEqualTo(Law.LINEAR);
    }

    @Test
    void noAddsAreNone() {
        assertThat(GrowthAnalysis.of(AlikeAdds.of(List.of()), List.of()).law()).isEqualTo(Law.CANNOT_TELL);
    }
}
