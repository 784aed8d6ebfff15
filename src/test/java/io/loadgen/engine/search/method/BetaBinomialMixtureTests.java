package io.loadgen.engine.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaBinomialMixtureTests {
    /** Of a uniform prior the mixture of k of n is 1/((n + 1) C(n, k)). */
    @ParameterizedTest
    @CsvSource({"0, 10, 0.5, 93.09090909", "10, 0, 0.5, 93.09090909", "1, 1, 0.25, 0.88888889", "2, 3, 0.4, 0.48225309"
    })
    void knownAnswers(int notGood, int good, double allowed, double ratio) {
        assertThat(Math.exp(new BetaBinomialMixture(allowed, 1, 1).logRatio(notGood, good)))
                .isCloseTo(ratio, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01", "30, 0.01", "500, 0.05", "40, 0.3"})
    void meanIsOneAtTheAllowedShare(int requests, double allowed) {
        BetaBinomialMixture mixture = new BetaBinomialMixture(allowed);
        BinomialDistribution counts = BinomialDistribution.of(requests, allowed);
        double mean = 0;
        for (int notGood = 0; notGood <= requests; notGood++) {
            mean += Math.exp(counts.logProbability(notGood) + mixture.logRatio(notGood, requests - notGood));
        }

        assertThat(mean).isCloseTo(1, within(1e-9));
    }
}
