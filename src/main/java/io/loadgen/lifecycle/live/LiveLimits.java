package io.loadgen.lifecycle.live;

import java.time.Duration;

/**
 * How many may follow runs over HTTP, and how they are kept.
 *
 * @param clients most at a time, 1 or more
 * @param heartbeat how long a client that is told nothing waits for a sign of life
 */
public record LiveLimits(int clients, Duration heartbeat) {}
