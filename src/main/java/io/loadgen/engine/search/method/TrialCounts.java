package io.loadgen.engine.search.method;

/**
 * How a trial stands against one limit, at one moment.
 *
 * @param planned measured requests of the whole trial
 * @param allowed how many of them need not be good
 * @param judged measured requests of which it is known by now whether they are good
 * @param notGood those of them that are not
 * @param open measured requests that were due and are not judged yet
 * @param outstanding requests that were due and have no end yet
 * @param endedPerSecond requests that got their end in the last second, 0 while that is not known
 * @param limitSeconds within which time a request is good
 */
public record TrialCounts(
        long planned,
        long allowed,
        long judged,
        long notGood,
        long open,
        long outstanding,
        double endedPerSecond,
        double limitSeconds) {}
