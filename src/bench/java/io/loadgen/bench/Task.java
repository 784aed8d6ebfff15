package io.loadgen.bench;

/**
 * What a worker is asked to do.
 *
 * @param kind {@code full}, {@code paced}, {@code poisson}, {@code batched}, {@code rehearsed} or {@code heap}
 * @param mode {@code frontdoor} or {@code canonical}
 * @param signals how many signals of a request the bare loop subscribes to: 2 reply and event, 3 the result too, 4 the handoff too
 * @param handoff whether the canonical message is published by the echo and observed by the engine
 * @param requests how many requests
 * @param rate requests a second, 0 where the window sets the pace
 * @param seed of arrivals that are drawn
 */
record Task(String kind, String mode, int signals, boolean handoff, long requests, double rate, long seed) {
    static Task fullRate(String mode, int signals, boolean handoff, long requests) {
        return new Task("full", mode, signals, handoff, requests, 0, 0);
    }

    static Task of(String kind, double rate, long requests) {
        return drawn(kind, rate, requests, 0);
    }

    static Task drawn(String kind, double rate, long requests, long seed) {
        return new Task(kind, Workload.FRONTDOOR, 3, false, requests, rate, seed);
    }
}
