package io.loadgen.engine.search.method;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * The rate that the platform can keep up with, predicted from a trial without waits and from those with waits so far. Above capacity C the
 * backlog of a station of c places and mean service time S grows evenly, and so do the waits: evenly sent requests at rate &lambda; for T
 * find all places taken from c/&lambda; on, and with c = CS (Little) wait on the mean
 * (T/2)(&lambda;/C &minus; 1)(1 &minus; CS/(&lambda;T))<sup>2</sup>, which falls with C and is solved for it (the fluid limit of G/G/c; Newell,
 * "Applications of Queueing Theory"). S is the mean of the calm trial, the wait what the mean of the other trial is above it.
 *
 * <p>Why not from the calm trial alone: until jobs wait, nothing that can be seen from outside depends on the number of places, neither
 * stage means nor jobs handed out (a client prefetches them); requests at work tell of &lambda;S alone. Why not the Universal Scalability
 * Law: its three parameters need the throughput of several loads, which a search has when it is all but over. One overloaded trial, however
 * short, has C in its waits; work that is done twice and contention are in them, too.
 *
 * <p>Immutable; any thread.
 *
 * @param ratePerSecond the rate
 * @param lowPerSecond the least that it may be
 * @param highPerSecond the greatest that it may be
 */
public record Prediction(double ratePerSecond, double lowPerSecond, double highPerSecond) {
    /** Standard errors to each side, and at least so much of the rate: the model is one. */
    private static final double STANDARD_ERRORS = 2;

    private static final double OF_THE_MODEL = 0.05;

    /** Waits of fewer standard errors than this are none: they would put C at the very rate of the trial. */
    private static final double SURELY_WAITED = 3;

    private static final double PRECISION = 1e-6;

    /**
     * Of the trials with waits the one that tells most.
     *
     * @param calm a trial without waits, at a low rate
     * @param others the other trials so far
     * @return empty while no trial had waits: then C is at least the greatest rate of them
     */
    public static Optional<Prediction> of(TrialFigures calm, Collection<TrialFigures> others) {
        return others.stream()
                .flatMap(trial -> of(calm, trial).stream())
                .min(Comparator.comparingDouble(
                        prediction -> prediction.highPerSecond / Math.max(PRECISION, prediction.lowPerSecond)));
    }

    private static Optional<Prediction> of(TrialFigures calm, TrialFigures trial) {
        double service = calm.meanSeconds();
        double wait = trial.meanSeconds() - service;
        if (wait <= 0) {
            return Optional.empty();
        }
        double least = PRECISION * trial.ratePerSecond();
        double rate = solve(trial, service, wait, least);
        double error = errorOfWait(calm, trial, rate);
        if (wait < SURELY_WAITED * error) {
            return Optional.empty();
        }
        double unsure = STANDARD_ERRORS * error;
        double low = solve(trial, service, wait + unsure, least);
        double high = solve(trial, service, wait - unsure, least);
        return Optional.of(new Prediction(
                rate,
                // Those that were lost waited longer than any that is in the mean.
                trial.lost() > 0 ? 0 : Math.min(low, rate * (1 - OF_THE_MODEL)),
                Math.max(high, rate * (1 + OF_THE_MODEL))));
    }

    /** The capacity at which requests wait that long. */
    private static double solve(TrialFigures trial, double service, double wait, double least) {
        double most = Math.min(trial.ratePerSecond(), trial.requests() / service);
        return new BrentSolver(PRECISION, PRECISION, PRECISION)
                .findRoot(capacity -> meanWait(trial, service, capacity) - wait, least, most);
    }

    private static double meanWait(TrialFigures trial, double service, double capacity) {
        double afterTheFirst = 1 - capacity * service / trial.requests();
        return trial.seconds() / 2 * (trial.ratePerSecond() / capacity - 1) * afterTheFirst * afterTheFirst;
    }

    /**
     * How far the mean wait of a trial may be from that of the model, a standard error. The end of the n-th job wanders with the root of n,
     * and the mean of all ends has a third of the variance of the last; jobs that begin together end in waves, up to half a service time
     * apart; and the calm mean has an error of its own.
     */
    private static double errorOfWait(TrialFigures calm, TrialFigures trial, double capacity) {
        double variation = calm.deviationSeconds() / calm.meanSeconds();
        double wandering = variation * Math.sqrt(trial.requests() / 3) / capacity;
        double waves = calm.meanSeconds() / 4;
        double calmError = calm.deviationSeconds() / Math.sqrt(Math.max(1, calm.requests()));
        return Math.sqrt(wandering * wandering + waves * waves + calmError * calmError);
    }

    /** Whether a rate that was found is within the band. */
    public boolean covers(double foundPerSecond) {
        return foundPerSecond >= lowPerSecond && foundPerSecond <= highPerSecond;
    }

    /**
     * How far the prediction was off.
     *
     * @param foundPerSecond the rate that was found
     * @return the part of the found rate by which the prediction is above it; below it, negative
     */
    public double offBy(double foundPerSecond) {
        return ratePerSecond / foundPerSecond - 1;
    }
}
