package io.loadgen.growth;

import io.loadgen.growth.GrowthLaw.BreakingSize;
import io.loadgen.growth.GrowthLaw.Curve;
import io.loadgen.growth.GrowthLaw.Law;
import io.loadgen.spec.Slo.LatencyLimit;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the law: polynomials of degree 0, 1 and 2 are fitted to the middle times of groups of sizes by weighted least squares and compared by F
 * tests, whose degrees of freedom are fewer as neighbouring groups resemble each other, by (1 &minus; r)/(1 + r) with their autocorrelation r
 * (Bayley and Hammersley 1946). It grows where a term of first or second degree is significant at 1 % and positive; it is quadratic where the
 * square is significant beside the linear term and makes up a fifth of the growth, else linear where that explains them clearly
 * better than a square alone. It is constant where neither that is found nor growth by a half could be hidden. Everything else cannot be told.
 *
 * <p>Immutable; any thread.
 */
public final class GrowthAnalysis {
    private static final double SIGNIFICANT = 0.01;

    /** The least part of the growth that the square must make up. */
    private static final double OF_THE_SQUARE = 0.2;

    /** Growth over all sizes that must be excluded where none is found. */
    private static final double HIDDEN = 0.5;

    private static final double TWO_SIDED = 0.975;

    /** How much better a model must be than one of as many terms, by twice the logarithm of its likelihood (Burnham and Anderson). */
    private static final double CLEARLY = 2;

    private final CostSamples samples;
    private final SizeGroups groups;
    private final PolynomialFit constant;
    private final PolynomialFit linear;
    private final PolynomialFit square;
    private final PolynomialFit full;
    private final double inflation;

    private GrowthAnalysis(CostSamples samples, SizeGroups groups) {
        this.samples = samples;
        this.groups = groups;
        constant = groups.fit(0);
        linear = groups.fit(0, 1);
        square = groups.fit(0, 2);
        full = groups.fit(0, 1, 2);
        // What no law explains of the shape must not pass for noise that lasts.
        double correlation = groups.autocorrelation(groups.fit(0, 1, 2, 3));
        inflation = (1 + correlation) / (1 - correlation);
    }

    /**
     * The law of some adds.
     *
     * @param samples the adds
     * @param limits the limits on the time to the event
     * @return it, or why it cannot be told
     */
    public static GrowthLaw of(CostSamples samples, List<LatencyLimit> limits) {
        return SizeGroups.of(samples)
                .map(groups -> new GrowthAnalysis(samples, groups).law(limits))
                .orElseGet(() -> GrowthLaw.unknown(
                        samples,
                        "it takes " + SizeGroups.FEWEST_ADDS + " adds at two sizes or more, there were "
                                + samples.count()));
    }

    private GrowthLaw law(List<LatencyLimit> limits) {
        if (degreesOfFreedom(full) < 2) {
            return GrowthLaw.unknown(samples, "neighbouring sizes differ too little from each other by chance alone");
        }
        PolynomialFit grown = linear.squares() <= square.squares() ? linear : square;
        // The better of two was taken.
        boolean grows = 2 * improbable(constant, grown) < SIGNIFICANT && grown.at(1) > grown.at(0);
        return grows ? growing(limits) : notGrowing(limits);
    }

    private GrowthLaw notGrowing(List<LatencyLimit> limits) {
        double from = linear.at(groups.sizes()[0]);
        double slope = linear.at(1) - linear.at(0);
        double error = quantile(linear) * Math.sqrt(variance(linear) * slopeVariance());
        double range = 1 - groups.sizes()[0];
        if (slope < 0 && improbable(constant, linear) < SIGNIFICANT) {
            return GrowthLaw.unknown(samples, "adds became faster as rooms grew, as of a platform that warms up");
        }
        String hidden = String.format(
                Locale.ROOT,
                "growth of up to %.0f %% could be hidden by chance",
                Math.max(0, 100 * (slope + error) * range / from));
        if ((slope + error) * range > HIDDEN * from) {
            return GrowthLaw.unknown(samples, hidden);
        }
        return known(Law.CONSTANT, hidden, constant, limits);
    }

    private GrowthLaw growing(List<LatencyLimit> limits) {
        double ofSquare = full.factor(2) / (full.at(1) - full.at(0));
        boolean curved = improbable(linear, full) < SIGNIFICANT;
        if (curved && ofSquare >= OF_THE_SQUARE) {
            return known(Law.QUADRATIC, null, better(square, full), limits);
        }
        if (curved && ofSquare <= -OF_THE_SQUARE) {
            return GrowthLaw.unknown(samples, "the cost grows, but the less the greater the room is");
        }
        if (groups.count() / inflation * Math.log(square.squares() / linear.squares()) >= CLEARLY) {
            return known(Law.LINEAR, null, linear, limits);
        }
        return GrowthLaw.unknown(
                samples, "the cost grows; too few sizes tell whether with the size or with its square");
    }

    /** The one with more terms only where that is significant, and then only where it goes upwards all the way. */
    private PolynomialFit better(PolynomialFit few, PolynomialFit more) {
        return more.factor(1) > 0 && improbable(few, more) < SIGNIFICANT ? more : few;
    }

    /** How probable it is that terms which are of no use explain so much, by an F test. */
    private double improbable(PolynomialFit few, PolynomialFit more) {
        double gained = (few.squares() - more.squares()) / (more.terms() - few.terms());
        double left = variance(more);
        if (left == 0) {
            return gained > 0 ? 0 : 1;
        }
        return FDistribution.of(more.terms() - few.terms(), degreesOfFreedom(more))
                .survivalProbability(Math.max(0, gained / left));
    }

    private double degreesOfFreedom(PolynomialFit fit) {
        return groups.count() / inflation - fit.terms();
    }

    /** Of a point of weight 1, autocorrelation included. */
    private double variance(PolynomialFit fit) {
        return inflation * fit.squares() / (groups.count() - fit.terms());
    }

    private double quantile(PolynomialFit fit) {
        return TDistribution.of(degreesOfFreedom(fit)).inverseCumulativeProbability(TWO_SIDED);
    }

    /** A line's values at 1 and -1 differ by twice its slope: of both variances the mean is that of the constant and that of the slope. */
    private double slopeVariance() {
        return (linear.varianceAt(1) + linear.varianceAt(-1)) / 2 - linear.varianceAt(0);
    }

    private GrowthLaw known(Law law, @Nullable String note, PolynomialFit fit, List<LatencyLimit> limits) {
        double greatest = groups.greatest();
        BreakingSizes breaking = new BreakingSizes(samples, greatest, fit, variance(fit), quantile(fit));
        List<BreakingSize> sizes = limits.stream().map(breaking::of).toList();
        return new GrowthLaw(
                law,
                note,
                samples.count(),
                samples.fromSize(),
                samples.toSize(),
                new Curve(fit.factor(0), fit.factor(1) / greatest, fit.factor(2) / (greatest * greatest)),
                sizes);
    }
}
