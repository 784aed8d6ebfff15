package io.loadgen.engine.search.method;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * How much better counts are explained by some other share than by the allowed one: the likelihood ratio of independent yes-or-no
 * observations, mixed over a beta distribution of the share. While the share is the allowed one, the ratio is a martingale that starts
 * at 1, and so is ever 1/&alpha; or more with a probability of at most &alpha;, however often it is looked at (Ville). Robbins, Annals
 * of Mathematical Statistics 41, 1970; Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence
 * sequences", Annals of Statistics 49, 2021, the beta-binomial mixture. With S of n observations not good, allowed share p and prior
 * (a, b): B(a + S, b + n &minus; S) / (B(a, b) p<sup>S</sup> (1 &minus; p)<sup>n &minus; S</sup>).
 *
 * <p>The shares that it does not exclude at one moment are an interval, since its logarithm is convex in p: which side of the allowed
 * share they lie on is the side of S/n.
 *
 * <p>Pure; any thread.
 */
final class BetaBinomialMixture {
    /** Of the prior: its mean is the allowed share, its weight half an observation that is not good, for power far from the mean. */
    private static final double PRIOR_NOT_GOOD = 0.5;

    private final double allowedShare;
    private final double notGoodPrior;
    private final double goodPrior;

    BetaBinomialMixture(double allowedShare) {
        this(allowedShare, PRIOR_NOT_GOOD, PRIOR_NOT_GOOD * (1 - allowedShare) / allowedShare);
    }

    BetaBinomialMixture(double allowedShare, double notGoodPrior, double goodPrior) {
        this.allowedShare = allowedShare;
        this.notGoodPrior = notGoodPrior;
        this.goodPrior = goodPrior;
    }

    /** The logarithm of the ratio; counts need not be whole. */
    double logRatio(double notGood, double good) {
        return LogBeta.value(notGoodPrior + notGood, goodPrior + good)
                - LogBeta.value(notGoodPrior, goodPrior)
                - notGood * Math.log(allowedShare)
                - good * Math.log1p(-allowedShare);
    }
}
