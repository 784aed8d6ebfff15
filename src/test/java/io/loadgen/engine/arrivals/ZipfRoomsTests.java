package io.loadgen.engine.arrivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ZipfDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfRoomsTests {
    private static final int ROOMS = 20;

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 1", "3, 1.5", "4, 3"})
    void roomsFollowTheLaw(long seed, double exponent) {
        int slots = 100_000;
        ZipfRooms rooms = new ZipfRooms(seed, ROOMS, exponent);
        long[] counts = new long[ROOMS];
        IntStream.range(0, slots).forEach(slot -> counts[rooms.applyAsInt(slot)]++);

        ZipfDistribution law = ZipfDistribution.of(ROOMS, exponent);
        double square = IntStream.range(0, ROOMS)
                .mapToDouble(room -> {
                    double expected = slots * law.probability(room + 1);
                    return (counts[room] - expected) * (counts[room] - expected) / expected;
                })
                .sum();
        assertThat(ChiSquaredDistribution.of(ROOMS - 1).survivalProbability(square))
                .as("p of seed %d, s %s", seed, exponent)
                .isBetween(0.01, 0.99);
    }

    @Test
    void aRoomIsDecidedBySeedAndSlot() {
        int[] one = rooms(5, 1_000);

        assertThat(rooms(5, 1_000)).isEqualTo(one);
        assertThat(rooms(6, 1_000)).isNotEqualTo(one);
        assertThat(rooms(5, 2_000)).startsWith(one);
    }

    @Test
    void theBudgetIsWhatIsSentBeforeTheFirstRoomIsUsedUp() {
        FixturePlan plan = new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, 2, 500, 600, 2));
        RemainingCandidates remaining = RemainingCandidates.full(plan);
        ZipfRooms rooms = new ZipfRooms(1, ROOMS, 1);

        Budget budget = Budget.of(remaining, 2, rooms, 5_000);

        // 250 adds of each room, and 28 % of all go to the first.
        assertThat(budget.adds()).isBetween(750L, 1_050L);
        CandidatePools pools = new CandidatePools(remaining, 2);
        for (long slot = 0; slot < budget.adds(); slot++) {
            assertThat(pools.peekWhole(rooms.applyAsInt(slot)))
                    .as("slot %d", slot)
                    .isTrue();
            pools.commit();
        }
        assertThat(pools.peekWhole(rooms.applyAsInt(budget.adds()))).isFalse();
        assertThat(Budget.of(remaining, 2, rooms, budget.adds()).shortfall(budget.adds(), 100, Duration.ofSeconds(1)))
                .isEmpty();
        assertThat(budget.shortfall(5_000, 100, Duration.ofSeconds(50)))
                .hasValueSatisfying(lack -> assertThat(lack.message())
                        .startsWith("needs 5000 adds of 2, pools can feed " + budget.adds()
                                + ": at rate 100/s for at most "));
    }

    private static int[] rooms(long seed, int slots) {
        return IntStream.range(0, slots)
                .map(new ZipfRooms(seed, ROOMS, 1)::applyAsInt)
                .toArray();
    }
}
