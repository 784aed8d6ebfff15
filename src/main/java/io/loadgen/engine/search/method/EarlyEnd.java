package io.loadgen.engine.search.method;

/**
 * Whether a trial can end before its time, since it is clear already on which side of the allowed share its requests that are not good
 * lie. It may be asked after every interval: with a probability of at most {@code alpha} it ever says what is not so.
 *
 * <ul>
 *   <li><b>A mixture martingale</b> of the counts ({@link BetaBinomialMixture}), which excludes the allowed share once it reaches
 *       2/{@code alpha}. It is exact for independent requests; those of a queue come in spells. S not good of n count as S/D of n/D, D
 *       being the {@link DesignEffect} measured on blocks of intervals: asymptotically valid, as with Bibaut, Kallus and Lindon,
 *       "Near-optimal non-parametric sequential tests and confidence sequences with possibly dependent observations", 2022.
 *   <li><b>The maximal ergodic theorem</b> (Hopf; Garsia 1965), for overload, which is one spell: of a stationary stream with share p, however
 *       correlated, the share so far ever reaches c with a probability of at most p/c. So one of 2p/{@code alpha} or more is {@code ABOVE}.
 * </ul>
 *
 * <p>Each is given half of {@code alpha}, and D is enlarged by its own error, which falls with the root of what is known. {@code BELOW} needs
 * more than {@code ABOVE}: where nearly all was good, spells yet to come may be longer than those that came, so that it is said only after
 * {@value #FEWEST_SPELLS} of them. Of a trial in which all was good nothing is known of spells: it goes its full length, and so does nearly
 * every good trial of ten seconds. {@code BELOW} is of a stationary stream: where a backlog grows, there is none.
 *
 * <p>Its limits: a spell is taken to be no longer than ten intervals. At an allowed share of 2.5 % or more, where the ergodic theorem does
 * not help, a stream at the very limit whose spells are several times as long is taken for an overload more often than {@code alpha}: a
 * queue at 95 % of its capacity, whose spells are as long as the trial, in 8 of 100.
 *
 * <p>One thread at a time.
 */
public final class EarlyEnd {
    /** Stretches of intervals with requests that are not good, before it is known how long such stretches are. */
    static final int FEWEST_SPELLS = 10;

    /** The relative error of the design effect of one spell: where few have come, those yet to come may be the long ones. */
    private static final double ERROR_OF_ONE_SPELL = 5;

    private final double allowedShare;
    private final double shareOfOverload;
    private final double excluded;
    private final BetaBinomialMixture mixture;
    private final DesignEffect designEffect = new DesignEffect();
    private long notGood;
    private long total;
    private Answer answer = Answer.UNDECIDED;

    /** On which side of the allowed share the requests that are not good lie. */
    public enum Answer {
        /** It is not clear yet. */
        UNDECIDED,
        /** Fewer are not good. */
        BELOW,
        /** More are not good. */
        ABOVE
    }

    /**
     * Nothing is known yet.
     *
     * @param allowedShare of the requests that may be not good, above 0 and below 1: 0.01 for a limit of the p99
     * @param alpha how probable a wrong answer may be, above 0 and below 1
     */
    public EarlyEnd(double allowedShare, double alpha) {
        requirePart("allowedShare", allowedShare);
        requirePart("alpha", alpha);
        this.allowedShare = allowedShare;
        shareOfOverload = 2 * allowedShare / alpha;
        excluded = Math.log(2 / alpha);
        mixture = new BetaBinomialMixture(allowedShare);
    }

    private static void requirePart(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and below 1, was " + value);
        }
    }

    /**
     * Takes the next interval. All must be equally long, a tenth of a second or so: at first it is assumed that all requests of one are
     * good or not good together. One in which nothing ended tells nothing.
     *
     * @param notGoodOfInterval requests that ended in it and were not good
     * @param totalOfInterval requests that ended in it
     * @return the answer, which stays once it is not {@code UNDECIDED}
     */
    public Answer interval(long notGoodOfInterval, long totalOfInterval) {
        if (notGoodOfInterval < 0 || notGoodOfInterval > totalOfInterval) {
            throw new IllegalArgumentException(
                    "notGood must be 0 to " + totalOfInterval + ", all of the interval, was " + notGoodOfInterval);
        }
        if (answer == Answer.UNDECIDED && totalOfInterval > 0) {
            notGood += notGoodOfInterval;
            total += totalOfInterval;
            designEffect.add(notGoodOfInterval, totalOfInterval);
            answer = next();
        }
        return answer;
    }

    /** What the intervals so far say. */
    public Answer answer() {
        return answer;
    }

    private Answer next() {
        double share = (double) notGood / total;
        if (share >= shareOfOverload) {
            return Answer.ABOVE;
        }
        double effect = designEffect.value();
        if (share > allowedShare) {
            double known = Math.max(1, notGood / effect);
            return excludes(effect * (1 + 1 / Math.sqrt(known))) ? Answer.ABOVE : Answer.UNDECIDED;
        }
        int spells = designEffect.spells();
        return spells >= FEWEST_SPELLS && excludes(effect * (1 + ERROR_OF_ONE_SPELL / Math.sqrt(spells)))
                ? Answer.BELOW
                : Answer.UNDECIDED;
    }

    private boolean excludes(double effect) {
        return mixture.logRatio(notGood / effect, (total - notGood) / effect) >= excluded;
    }
}
