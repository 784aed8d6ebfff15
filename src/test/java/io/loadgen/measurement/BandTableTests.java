package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.result.Stages.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bands of requests by rank, against the requests themselves sorted. */
class BandTableTests {
    private static final long MILLI = 1_000_000;

    private final BandTable table = new BandTable();

    private record Request(long lag, long toHandoff, long toEvent) {
        long total() {
            return lag + toHandoff + toEvent;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void meansAreThoseOfTheRequestsSortedByTheirTotal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Request> requests = new ArrayList<>();
        int count = random.nextInt(2_000, 20_000);
        for (int i = 0; i < count; i++) {
            requests.add(new Request(
                    random.nextLong(MILLI), (long) (3 * MILLI * Math.exp(0.5 * random.nextGaussian())), (long)
                            (20 * MILLI * Math.exp(random.nextGaussian()))));
        }
        requests.forEach(request -> table.add(request.lag(), request.toHandoff(), request.toEvent()));
        requests.sort(Comparator.comparingLong(Request::total));

        int from = 0;
        List<Band> bands = table.bands(0);
        double[] shares = {0.5, 0.9, 0.99, 0.999, 1};
        for (int band = 0; band < shares.length; band++) {
            int to = (int) Math.ceil(shares[band] * count - 1e-9);
            List<Request> sorted = requests.subList(from, to);
            assertThat(bands.get(band).requests()).as("seed %d", seed).isEqualTo(sorted.size());
            double total = sorted.stream().mapToLong(Request::total).average().orElseThrow();
            // A cell is less than 0.8 % wide, and a mean of many cells nearer than that.
            assertThat(bands.get(band).totalMillis() * MILLI)
                    .as("seed %d", seed)
                    .isCloseTo(total, within(total * 0.008));
            from = to;
        }
        assertThat(from).isEqualTo(count);
        double sum = bands.stream()
                .mapToDouble(band -> band.totalMillis() * MILLI * band.known())
                .sum();
        assertThat(sum)
                .as("all bands together hold every nanosecond")
                .isCloseTo((double) requests.stream().mapToLong(Request::total).sum(), within(sum * 1e-3));
    }

    @Test
    void theMeansOfABandAddUpToItsTotal() {
        for (int i = 1; i <= 1_000; i++) {
            table.add(i, 1_000 + 2L * i, 10_000 + 3L * i);
        }

        assertThat(table.bands(0)).extracting(Band::requests).containsExactly(500L, 400L, 90L, 9L, 1L);
        assertThat(table.bands(0))
                .allSatisfy(band -> assertThat(band.totalMillis())
                        .isCloseTo(band.lagMillis() + band.toHandoffMillis() + band.toEventMillis(), within(0.002)));
        Band slowest = table.bands(0).getLast();
        assertThat(slowest.lagMillis()).isCloseTo(0.001, within(0.0003));
    }

    @Test
    void requestsOfOneTotalAreSharedOutByRank() {
        for (int i = 0; i < 10; i++) {
            table.add(0, MILLI, 2 * MILLI);
        }

        List<Band> bands = table.bands(0);
        assertThat(bands).extracting(Band::requests).containsExactly(5L, 4L, 1L, 0L, 0L);
        assertThat(bands.subList(0, 3)).allSatisfy(band -> {
            assertThat(band.toHandoffMillis()).isEqualTo(1);
            assertThat(band.toEventMillis()).isEqualTo(2);
            assertThat(band.known()).isEqualTo(band.requests());
        });
        assertThat(bands.getLast().totalMillis()).isZero();
    }

    @Test
    void lostRequestsRankAboveAllOthers() {
        for (int i = 0; i < 85; i++) {
            table.add(0, MILLI, MILLI);
        }

        List<Band> bands = table.bands(15);
        assertThat(bands).extracting(Band::requests).containsExactly(50L, 40L, 9L, 1L, 0L);
        assertThat(bands).extracting(Band::lost).containsExactly(0L, 5L, 9L, 1L, 0L);
        assertThat(bands).extracting(Band::known).containsExactly(50L, 35L, 0L, 0L, 0L);
    }

    @Test
    void requestsWithoutTheirHandoffHaveARankAndAreInNoMean() {
        table.addUnknown(2 * MILLI);
        table.addUnknown(100 * MILLI);
        table.add(0, MILLI, MILLI);
        table.becomesKnown(0, 2 * MILLI, 0);

        Band first = table.bands(0).getFirst();
        assertThat(first.requests()).isEqualTo(2);
        assertThat(first.known()).isEqualTo(2);
        assertThat(first.toHandoffMillis()).isEqualTo(1.5);
        assertThat(table.bands(0).get(1).requests()).isOne();
        assertThat(table.bands(0).get(1).known()).isZero();
    }

    @Test
    void theLongestAndTheShortestHaveAPlace() {
        table.add(0, 0, 0);
        table.add(0, 0, Long.MAX_VALUE / 4);

        assertThat(table.bands(0)).extracting(Band::requests).containsExactly(1L, 1L, 0L, 0L, 0L);
    }

    @Test
    void nothingIsInNoBand() {
        assertThat(table.bands(0))
                .allSatisfy(band -> assertThat(band.requests()).isZero());
    }
}
