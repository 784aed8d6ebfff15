package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExpectedEventsTests {
    private static final int PLACES = 1 << 17;
    private static final int ROOMS = 1_000;

    private final ExpectedEvents expected = new ExpectedEvents(PLACES);
    private final long[] hashes = new SplittableRandom(42).longs(2L * PLACES).toArray();
    private int steps;

    /** Counts each place that is looked at. */
    private int find(int room, int names, long hash, IntPredicate waits) {
        return expected.find(room, names, hash, place -> {
            steps++;
            return waits.test(place);
        });
    }

    @Test
    void anEventIsFoundInAFewStepsHoweverManySlotsThereAre() {
        for (int place = 0; place < PLACES; place++) {
            expected.expect(place, place % ROOMS, 10, hashes[place]);
        }
        int most = 0;
        for (int place = 0; place < PLACES; place++) {
            int before = steps;
            assertThat(find(place % ROOMS, 10, hashes[place], any -> true)).isEqualTo(place);
            most = Math.max(most, steps - before);
        }

        assertThat(steps).isLessThan(2 * PLACES);
        assertThat(most).isLessThan(16);
    }

    @Test
    void anEventOfNobodyIsPassedOverInAFewSteps() {
        for (int place = 0; place < PLACES; place++) {
            expected.expect(place, 0, 0, 0);
        }

        assertThat(find(0, 0, 0, any -> false)).isEqualTo(ExpectedEvents.NOWHERE);
        assertThat(steps).isEqualTo(ExpectedEvents.MOST_STEPS);
        assertThat(find(1, 1, 1, any -> true)).isEqualTo(ExpectedEvents.NOWHERE);
    }

    @Test
    void aPlaceIsFoundByWhatItsPresentSlotWaitsForOnly() {
        SplittableRandom random = new SplittableRandom(7);
        int[] present = new int[64];
        for (int place = 0; place < present.length; place++) {
            present[place] = place;
            expected.expect(place, 0, 1, hashes[place]);
        }
        for (int round = 0; round < 10_000; round++) {
            int place = random.nextInt(present.length);
            long former = hashes[present[place]];
            present[place] = present.length + round;
            expected.expect(place, 0, 1, hashes[present[place]]);

            assertThat(find(0, 1, former, any -> true)).isEqualTo(ExpectedEvents.NOWHERE);
            int other = random.nextInt(present.length);
            assertThat(find(0, 1, hashes[present[other]], any -> true)).isEqualTo(other);
        }
    }

    @Test
    void whatStaysIsFoundWhileTheGeneratorGoesOn() throws Exception {
        ExpectedEvents small = new ExpectedEvents(4);
        small.expect(0, 0, 1, 42);
        try (ExecutorService generator = Executors.newSingleThreadExecutor()) {
            Future<?> going = generator.submit(() -> {
                for (int round = 0; round < 2_000_000; round++) {
                    small.expect(1 + round % 3, 0, 1, hashes[round % PLACES]);
                }
            });
            while (!going.isDone()) {
                assertThat(small.find(0, 1, 42, any -> true)).isZero();
            }
            going.get();
        }
    }
}
