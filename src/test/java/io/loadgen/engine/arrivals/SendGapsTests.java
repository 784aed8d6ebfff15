package io.loadgen.engine.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.result.arrivals.ArrivalFigures.LawTest;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent at 2,000/s for 30 s; seeds are in the messages. */
class SendGapsTests {
    private static final long SECOND = 1_000_000_000;
    private static final int SLOTS = 60_000;
    private static final long MILLI = 1_000_000;

    @Test
    void poissonArrivalsSentInTimeAreWhatWasPlanned() {
        for (long seed = 1; seed <= 20; seed++) {
            Random late = new Random(seed);
            ArrivalFigures found = sent(seed, due -> due + 2_000 + late.nextInt(10_000));

            assertThat(found.notAsPlanned()).as("seed %d", seed).isEmpty();
            assertThat(found.gaps()).isBetween(450, 500);
            assertThat(found.meanGapMillis()).isCloseTo(0.5, within(0.08));
            assertThat(found.gapErrorP99Millis()).isBetween(0.005, 0.011);
        }
    }

    @Test
    void batchedToAMillisecondTheyAreNot() {
        for (long seed = 1; seed <= 20; seed++) {
            ArrivalFigures found = sent(seed, due -> Math.ceilDiv(due, MILLI) * MILLI);

            assertThat(found.notAsPlanned())
                    .as("seed %d", seed)
                    .hasValueSatisfying(words -> assertThat(words)
                            .startsWith("the arrivals were not what was planned: ")
                            .contains("not exponential (Anderson-Darling A^2", "p < 0.0001"));
        }
    }

    @Test
    void equalDistancesAreNot() {
        ArrivalSchedule even = ArrivalSchedule.constantRate(2_000);
        SendGaps gaps = new SendGaps(0, SLOTS);
        LongStream.range(0, SLOTS).forEach(slot -> gaps.sent(slot, even.nanosAt(slot), even.nanosAt(slot)));

        assertThat(gaps.figures(true).orElseThrow().notAsPlanned()).isPresent();
        assertThat(gaps.figures(false).orElseThrow().notAsPlanned()).isEmpty();
        assertThat(gaps.figures(false).orElseThrow().words())
                .matches("\\d+ gaps of mean 0.500 ms, off their plan by p50 0.000 ms, p99 0.000 ms");
    }

    @Test
    void fewGapsTellNothing() {
        SendGaps gaps = new SendGaps(10, 400);
        IntStream.range(0, 40).forEach(slot -> gaps.sent(slot, slot, slot));

        assertThat(gaps.figures(true)).isEmpty();
        gaps.sent(40, 40, 40);
        assertThat(gaps.figures(true))
                .hasValueSatisfying(found -> assertThat(found.gaps()).isEqualTo(30));
    }

    @ParameterizedTest
    // D'Agostino and Stephens 1986, table 4.14: the points of A*² of an exponential law with unknown scale.
    @CsvSource({"0.736, 0.25", "0.916, 0.15", "1.062, 0.10", "1.321, 0.05", "1.591, 0.025", "1.959, 0.01"})
    void pValuesAreThoseOfThePublishedTable(double statistic, double p) {
        assertThat(ExponentialFit.pValue(statistic)).isCloseTo(p, within(p / 20));
    }

    @Test
    void theStatisticIsThatOfAnotherImplementation() {
        long[] values = {12, 3, 45, 7, 19, 28, 5, 61, 14, 9, 33, 2, 22, 17, 80};
        long[] twice = IntStream.range(0, 30)
                .mapToLong(i -> values[i % 15] * 1_000 + i)
                .toArray();

        assertThat(ExponentialFit.of(twice).statistic()).isCloseTo(0.254428, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"50", "1000"})
    void aLawThatHoldsIsRefusedAsOftenAsIsSaid(int count) {
        Random random = new Random(11);
        int[] below = new int[3];
        for (int round = 0; round < 4_000; round++) {
            LawTest test =
                    ExponentialFit.of(LongStream.generate(() -> Math.round(-5e5 * Math.log(1 - random.nextDouble())))
                            .limit(count)
                            .toArray());
            below[0] += test.pValue() < 0.5 ? 1 : 0;
            below[1] += test.pValue() < 0.05 ? 1 : 0;
            below[2] += test.pValue() < 0.01 ? 1 : 0;
        }
        assertThat(below[0] / 4e3).as("seed 11").isCloseTo(0.5, within(0.03));
        assertThat(below[1] / 4e3).as("seed 11").isCloseTo(0.05, within(0.012));
        assertThat(below[2] / 4e3).as("seed 11").isCloseTo(0.01, within(0.005));
    }

    private static ArrivalFigures sent(long seed, LongUnaryOperator sentAt) {
        ArrivalSchedule schedule = new PoissonSchedule(seed, 0, 0, SLOTS, 30 * SECOND, TimeChange.NONE);
        SendGaps gaps = new SendGaps(0, SLOTS);
        long last = 0;
        for (long slot = 0; slot < SLOTS; slot++) {
            long due = schedule.nanosAt(slot);
            last = Math.max(last, sentAt.applyAsLong(due));
            gaps.sent(slot, due, last);
        }
        return gaps.figures(true).orElseThrow();
    }
}
