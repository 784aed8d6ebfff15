package io.loadgen.engine.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loadgen.engine.search.method.EarlyEnd.Answer;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often an early end is wrong, and how soon it comes. Streams at the very limit have every answer but one wrong. Rates are printed with
 * their seeds. Larger samples: {@code -Dloadgen.search.simulated-trials=2000}.
 */
class EarlyEndTests {
    private static final int TRIALS = Integer.getInteger("loadgen.search.simulated-trials", 200);
    private static final double ALPHA = 0.05;

    /** Half a minute of tenths of a second: three times as long as trials are by default. */
    private static final int INTERVALS = 300;

    /** At alpha and two standard errors. */
    private static final double MOST_WRONG = ALPHA + 2 * Math.sqrt(ALPHA * (1 - ALPHA) / TRIALS);

    /** Requests of one interval: not good, all. */
    private interface Stream {
        long[] next();
    }

    private record Answers(int above, int below, double meanIntervals) {
        static Answers of(String name, double allowed, int intervals, Function<SplittableRandom, Stream> make) {
            int above = 0;
            int below = 0;
            long asked = 0;
            for (int seed = 0; seed < TRIALS; seed++) {
                EarlyEnd end = new EarlyEnd(allowed, ALPHA);
                Stream stream = make.apply(new SplittableRandom(seed));
                for (int at = 0; at < intervals && end.answer() == Answer.UNDECIDED; at++) {
                    long[] counts = stream.next();
                    end.interval(counts[0], counts[1]);
                    asked++;
                }
                above += end.answer() == Answer.ABOVE ? 1 : 0;
                below += end.answer() == Answer.BELOW ? 1 : 0;
            }
            System.out.printf(
                    "%s, allowed %s, %d intervals, seeds 0 to %d: above %.3f, below %.3f, ended after %.1f%n",
                    name,
                    allowed,
                    intervals,
                    TRIALS - 1,
                    (double) above / TRIALS,
                    (double) below / TRIALS,
                    (double) asked / TRIALS);
            return new Answers(above, below, (double) asked / TRIALS);
        }
    }

    private static Stream independent(SplittableRandom random, int requests, double share) {
        return () -> {
            long notGood =
                    random.doubles(requests).filter(drawn -> drawn < share).count();
            return new long[] {notGood, requests};
        };
    }

    /** Spells of a geometric number of requests that are not good. */
    private static Stream spells(SplittableRandom random, int requests, double share, double meanSpell) {
        double leave = 1 / meanSpell;
        double enter = share * leave / (1 - share);
        boolean[] notGood = {random.nextDouble() < share};
        return () -> {
            long count = 0;
            for (int request = 0; request < requests; request++) {
                count += notGood[0] ? 1 : 0;
                notGood[0] = notGood[0] ? random.nextDouble() >= leave : random.nextDouble() < enter;
            }
            return new long[] {count, requests};
        };
    }

    /** M/M/1 from its steady state on; not good are those in it for longer than its own quantile, which is known. */
    private static Stream queue(SplittableRandom random, int requests, double utilisation, double share) {
        double spare = requests / utilisation - requests;
        double limit = -Math.log(share) / spare;
        double[] state = {
            random.nextDouble() < 1 - utilisation ? 0 : exponential(random, spare), exponential(random, requests)
        };
        return () -> {
            long notGood = 0;
            long all = 0;
            for (; state[1] < 1; all++) {
                double time = state[0] + exponential(random, requests / utilisation);
                notGood += time > limit ? 1 : 0;
                double gap = exponential(random, requests);
                state[0] = Math.max(0, time - gap);
                state[1] += gap;
            }
            state[1] -= 1;
            return new long[] {notGood, all};
        };
    }

    private static double exponential(SplittableRandom random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    @ParameterizedTest
    @CsvSource({"4, 0.01", "40, 0.01", "200, 0.01", "40, 0.05", "40, 0.001"})
    void independentRequestsAtTheLimitAreSeldomDecided(int requests, double allowed) {
        Answers found = Answers.of(
                "independent, " + requests + " an interval",
                allowed,
                INTERVALS,
                random -> independent(random, requests, allowed));

        assertThat((double) (found.above() + found.below()) / TRIALS).isLessThanOrEqualTo(MOST_WRONG);
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 0.01", "10, 30, 0.01", "40, 10, 0.01", "40, 100, 0.01", "100, 30, 0.01", "40, 10, 0.05"})
    void spellsAtTheLimitAreSeldomDecided(int requests, double meanSpell, double allowed) {
        Answers found = Answers.of(
                "spells of " + meanSpell + ", " + requests + " an interval",
                allowed,
                INTERVALS,
                random -> spells(random, requests, allowed, meanSpell));

        assertThat((double) (found.above() + found.below()) / TRIALS).isLessThanOrEqualTo(MOST_WRONG);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.5, 0.01", "10, 0.8, 0.01", "10, 0.95, 0.01", "40, 0.9, 0.01", "100, 0.9, 0.01", "40, 0.8, 0.05"})
    void queueAtTheLimitIsSeldomDecided(int requests, double utilisation, double allowed) {
        Answers found = Answers.of(
                "queue at " + utilisation + ", " + requests + " an interval",
                allowed,
                INTERVALS,
                random -> queue(random, requests, utilisation, allowed));

        assertThat((double) (found.above() + found.below()) / TRIALS).isLessThanOrEqualTo(MOST_WRONG);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 25", "40, 5, 30", "40, 10, 15", "200, 3, 25", "40, 60, 3"})
    void clearlyTooManyAreFoundEarly(int requests, double timesTheAllowed, double mostIntervals) {
        Answers found = Answers.of(
                timesTheAllowed + " times the allowed, " + requests + " an interval",
                0.01,
                100,
                random -> independent(random, requests, 0.01 * timesTheAllowed));

        assertThat(found.above()).isEqualTo(TRIALS);
        assertThat(found.meanIntervals()).isLessThan(mostIntervals);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 40", "0.05, 80"})
    void overloadThatHasComeToStayEndsTheTrial(double allowed, double mostIntervals) {
        int[] at = {0};

        Answers found = Answers.of("all not good after two seconds", allowed, 100, random -> {
            at[0] = 0;
            return () -> new long[] {at[0]++ < 20 ? 0 : 40, 40};
        });

        assertThat(found.above()).isEqualTo(TRIALS);
        assertThat(found.meanIntervals()).isLessThan(mostIntervals);
    }

    @ParameterizedTest
    @CsvSource({"200, 0.01, 100", "40, 0.05, 100", "40, 0.01, 500"})
    void fewNotGoodButSomeAreFoundBelow(int requests, double allowed, int intervals) {
        Answers found = Answers.of(
                "a fifth of the allowed, " + requests + " an interval",
                allowed,
                intervals + 100,
                random -> independent(random, requests, allowed / 5));

        assertThat(found.below()).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
    }

    @Test
    void whereAllIsGoodNothingIsKnownOfSpells() {
        EarlyEnd end = new EarlyEnd(0.01, ALPHA);

        for (int at = 0; at < INTERVALS; at++) {
            assertThat(end.interval(0, 200)).isEqualTo(Answer.UNDECIDED);
        }
    }

    @Test
    void answerStays() {
        EarlyEnd end = new EarlyEnd(0.01, ALPHA);

        assertThat(end.interval(40, 40)).isEqualTo(Answer.ABOVE);
        for (int at = 0; at < 1_000; at++) {
            assertThat(end.interval(0, 40)).isEqualTo(Answer.ABOVE);
        }
    }

    @Test
    void emptyIntervalTellsNothing() {
        EarlyEnd end = new EarlyEnd(0.01, ALPHA);

        assertThat(end.interval(0, 0)).isEqualTo(Answer.UNDECIDED);
        assertThat(end.interval(1, 1)).isEqualTo(Answer.ABOVE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.05, allowedShare",
        "1, 0.05, allowedShare",
        "NaN, 0.05, allowedShare",
        "0.01, 0, alpha",
        "0.01, 1, alpha"
    })
    void refusesWhatIsNoShare(double allowed, double alpha, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EarlyEnd(allowed, alpha))
                .withMessageContaining(named + " must be above 0 and below 1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3", "0, -1"})
    void refusesCountsThatAreNone(long notGood, long total) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EarlyEnd(0.01, ALPHA).interval(notGood, total))
                .withMessageContaining("notGood must be");
    }
}
