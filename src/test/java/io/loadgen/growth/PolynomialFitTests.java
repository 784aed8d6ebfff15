package io.loadgen.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PolynomialFitTests {
    private static final double[] ONES = {1, 1, 1, 1, 1};
    private static final double[] X = {0, 0.25, 0.5, 0.75, 1};

    @Test
    void pointsOfAParabolaGiveIt() {
        PolynomialFit fit = PolynomialFit.of(X, new double[] {3, 3.375, 4.5, 6.375, 9}, ONES, 0, 1, 2);

        assertThat(fit.factor(0)).isCloseTo(3, within(1e-9));
        assertThat(fit.factor(1)).isCloseTo(0, within(1e-9));
        assertThat(fit.factor(2)).isCloseTo(6, within(1e-9));
        assertThat(fit.squares()).isCloseTo(0, within(1e-9));
    }

    /** By hand: mean of x 0.5, of y 2.2; sums of products 1.5, of squares 0.625. */
    @Test
    void knownLine() {
        PolynomialFit fit = PolynomialFit.of(X, new double[] {1, 2, 2, 2, 4}, ONES, 0, 1);

        assertThat(fit.factor(1)).isCloseTo(2.4, within(1e-9));
        assertThat(fit.factor(0)).isCloseTo(1.0, within(1e-9));
        assertThat(fit.squares()).isCloseTo(1.2, within(1e-9));
        assertThat(fit.varianceAt(0.5)).isCloseTo(0.2, within(1e-9));
        assertThat(fit.varianceAt(1)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void pointsCountByTheirWeights() {
        PolynomialFit fit = PolynomialFit.of(X, new double[] {1, 2, 3, 4, 100}, new double[] {1, 1, 1, 1, 0}, 0, 1);

        assertThat(fit.at(2)).isCloseTo(9, within(1e-9));
    }
}
