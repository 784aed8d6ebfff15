package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTests {
    @Test
    void strikesOnThePlannedOccasionsAndCountsThem() {
        Faults faults = new Faults().onNth(Fault.DROP_EVENT, 2).onEvery(Fault.DUPLICATE_EVENT, 2);

        assertThat(IntStream.range(0, 4)
                        .mapToObj(event -> String.valueOf(faults.strike(Fault.Occasion.EVENT)))
                        .toList())
                .containsExactly("null", "DROP_EVENT", "null", "DUPLICATE_EVENT");
        assertThat(faults.strike(Fault.Occasion.JOB)).isNull();
        assertThat(faults.injected(Fault.DROP_EVENT)).isEqualTo(1);
        assertThat(faults.injected(Fault.DUPLICATE_EVENT)).isEqualTo(1);
        assertThat(faults.occasions(Fault.Occasion.EVENT)).isEqualTo(4);
    }

    @Test
    void aShareIsSpreadEvenly() {
        Faults faults = new Faults().onPercent(Fault.REJECT_REQUEST, 12.5);
        for (int request = 1; request <= 800; request++) {
            faults.strike(Fault.Occasion.REQUEST);
            assertThat(faults.injected(Fault.REJECT_REQUEST)).isEqualTo(request / 8);
        }
    }

    @Test
    void sharesAndNumbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Faults().onPercent(Fault.DROP_EVENT, 101)).hasMessageContaining("101");
        assertThatThrownBy(() -> new Faults().onEvery(Fault.DROP_EVENT, 0)).hasMessageContaining("0");
    }

    @Test
    void drawnTimesFollowTheirDistribution() {
        Random random = new Random(42);
        ServiceTime lognormal = new ServiceTime.Lognormal(Duration.ofMillis(10), 0.5);
        long[] drawn = IntStream.range(0, 100_001)
                .mapToLong(draw -> lognormal.drawNanos(random))
                .sorted()
                .toArray();
        // Median e^mu; the 84.13th percentile is one sigma above it: 10 ms * e^0.5 = 16.5 ms.
        assertThat(drawn[50_000] / 1e6).isBetween(9.8, 10.2);
        assertThat(drawn[84_135] / 1e6).isBetween(16.2, 16.8);

        ServiceTime bimodal = new ServiceTime.Bimodal(Duration.ofMillis(5), Duration.ofMillis(80), 0.1);
        long[] twoTimes = IntStream.range(0, 100_000)
                .mapToLong(draw -> bimodal.drawNanos(random))
                .toArray();
        assertThat(Arrays.stream(twoTimes).distinct().toArray()).containsExactlyInAnyOrder(5_000_000, 80_000_000);
        assertThat(Arrays.stream(twoTimes).filter(nanos -> nanos == 80_000_000).count())
                .isBetween(9_500L, 10_500L);
    }

    @Test
    void serviceTimesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ServiceTime.Constant(Duration.ofMillis(-1)))
                .hasMessageContaining("time");
        assertThatThrownBy(() -> new ServiceTime.Lognormal(Duration.ZERO, Double.NaN))
                .hasMessageContaining("sigma");
        assertThatThrownBy(() -> new ServiceTime.Bimodal(Duration.ZERO, Duration.ZERO, 2))
                .hasMessageContaining("rareShare");
    }
}
