package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.engine.sustained.SustainedPlan;
import io.loadgen.result.Phase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTests {
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    @ParameterizedTest
    @ValueSource(doubles = {100, 200, 300, 333.3, 7, 1_000, 9_999.9, 50_000})
    void instantsOfABillionSlotsAreExactToTheNanosecond(double rate) {
        ArrivalSchedule schedule = ArrivalSchedule.constantRate(rate);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long index = i == 0 ? 1_000_000_000L : random.nextLong(1_000_000_001L);
            BigDecimal exact = BigDecimal.valueOf(index)
                    .multiply(NANOS_PER_SECOND)
                    .divide(new BigDecimal(rate), 3, RoundingMode.HALF_EVEN);
            BigDecimal error = exact.subtract(BigDecimal.valueOf(schedule.nanosAt(index)));
            // Beyond 2^53 ns (104 days) a double has steps of 2 ns and more.
            BigDecimal tolerated =
                    exact.max(BigDecimal.valueOf(1L << 53)).divide(BigDecimal.valueOf(1L << 53), 3, RoundingMode.UP);
            assertThat(error.abs()).as("slot %d at %s/s", index, rate).isLessThanOrEqualTo(tolerated);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 299.97, 1e6, 2e9})
    void instantsNeverGoBack(double rate) {
        ArrivalSchedule schedule = ArrivalSchedule.constantRate(rate);
        for (long start : new long[] {0, 999_000_000, 1L << 33}) {
            for (long index = start; index < start + 100_000; index++) {
                assertThat(schedule.nanosAt(index + 1)).isGreaterThanOrEqualTo(schedule.nanosAt(index));
            }
        }
        assertThat(schedule.nanosAt(0)).isZero();
    }

    @Test
    void everySecondHasAsManySlotsAsTheRateSaysAlsoAfterADay() {
        ArrivalSchedule schedule = ArrivalSchedule.constantRate(300);

        assertThat(schedule.nanosAt(300)).isEqualTo(1_000_000_000L);
        assertThat(schedule.nanosAt(300L * 86_400)).isEqualTo(86_400_000_000_000L);
        assertThat(schedule.nanosAt(1)).isEqualTo(3_333_333);
        assertThat(schedule.nanosAt(2)).isEqualTo(6_666_667);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatIsNoneIsRefused(double rate) {
        assertThatThrownBy(() -> ArrivalSchedule.constantRate(rate)).hasMessageContaining("was " + rate);
    }

    @ParameterizedTest
    @CsvSource({"100, 10000, 1000", "3, 1000, 3", "0.3, 10000, 3", "333.3, 10000, 3333", "7, 100, 1", "100, 0, 0"})
    void theWarmupHoldsEverySlotDueBeforeItsEnd(double rate, long warmupMillis, long firstMeasured) {
        SustainedPlan plan =
                SustainedPlan.constantRate(rate, 5_000, Duration.ofMillis(warmupMillis), Duration.ofSeconds(1));

        assertThat(plan.firstMeasured()).isEqualTo(firstMeasured);
        assertThat(plan.phase(firstMeasured)).isEqualTo(Phase.MEASURED);
        if (firstMeasured > 0) {
            assertThat(plan.phase(firstMeasured - 1)).isEqualTo(Phase.WARMUP);
        }
    }

    @Test
    void thePhaseOfASlotAgreesWithTheInstantItIsDueAt() {
        Random random = new Random(5);
        for (int round = 0; round < 50_000; round++) {
            double rate = Math.exp(random.nextDouble() * Math.log(20_000));
            Duration warmup = Duration.ofMillis(random.nextLong(1, 3_600_000));
            SustainedPlan plan = SustainedPlan.constantRate(rate, Long.MAX_VALUE, warmup, Duration.ofSeconds(1));
            long first = plan.firstMeasured();

            assertThat(plan.schedule().nanosAt(first))
                    .as("first measured slot at %s/s after %s", rate, warmup)
                    .isGreaterThanOrEqualTo(warmup.toNanos());
            assertThat(first == 0 || plan.schedule().nanosAt(first - 1) <= warmup.toNanos())
                    .as("last warm-up slot at %s/s before %s", rate, warmup)
                    .isTrue();
        }
    }
}
