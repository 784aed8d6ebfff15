package io.loadgen.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What only services of contract C can be told.
 *
 * <p>Immutable; any thread.
 *
 * @param maxConcurrency requests that room-service has in hand before it refuses, 0 for any number
 * @param countReconcileTtl how long room-worker counts members up before it counts them all again; 0 for every time
 * @param retryDelays how long a failed job waits at most after each delivery, the last for all further ones; one at least
 * @param backoffSteps how often the server waits longer for an acknowledgement each time, 0 to 5; 0 for always 30 s
 * @param subjects on which subjects rooms without members elsewhere are told
 * @param caches what room-worker remembers of users and rooms
 */
public record ContractCSettings(
        int maxConcurrency,
        Duration countReconcileTtl,
        List<Duration> retryDelays,
        int backoffSteps,
        RoomSubjectMode subjects,
        ReadCacheSettings caches) {
    /** How long the server waits for the acknowledgement of each delivery. */
    private static final List<Duration> BACKOFF = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8));

    /** Checks the numbers. */
    public ContractCSettings {
        retryDelays = List.copyOf(retryDelays);
        if (maxConcurrency < 0) {
            throw new IllegalArgumentException("maxConcurrency must be 0 or more, was " + maxConcurrency);
        }
        if (countReconcileTtl.isNegative()) {
            throw new IllegalArgumentException("countReconcileTtl must be 0 or more, was " + countReconcileTtl);
        }
        if (backoffSteps < 0 || backoffSteps > BACKOFF.size()) {
            throw new IllegalArgumentException("backoffSteps must be 0 to " + BACKOFF.size() + ", was " + backoffSteps);
        }
        if (retryDelays.isEmpty() || retryDelays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException(
                    "retryDelays must be one or more durations of 0 or more, was " + retryDelays);
        }
    }

    /**
     * The platform's own defaults.
     *
     * @return settings to go on from
     */
    public static ContractCSettings usual() {
        return new ContractCSettings(
                256,
                Duration.ofSeconds(60),
                List.of(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10)),
                BACKOFF.size(),
                RoomSubjectMode.GLOBAL,
                ReadCacheSettings.USUAL);
    }

    /**
     * The same with other delays, and the same wait for every acknowledgement: some nats-servers add a longer wait for it to
     * the delay.
     *
     * @param delays after each delivery
     * @return a copy
     */
    public ContractCSettings withRetryDelays(Duration... delays) {
        return new ContractCSettings(maxConcurrency, countReconcileTtl, List.of(delays), 0, subjects, caches);
    }

    /**
     * The same with another cap.
     *
     * @param requests that room-service has in hand before it refuses, 0 for any number
     * @return a copy
     */
    public ContractCSettings withMaxConcurrency(int requests) {
        return new ContractCSettings(requests, countReconcileTtl, retryDelays, backoffSteps, subjects, caches);
    }

    /**
     * The same with another time between counts.
     *
     * @param ttl how long members are counted up; 0 for never
     * @return a copy
     */
    public ContractCSettings withCountReconcileTtl(Duration ttl) {
        return new ContractCSettings(maxConcurrency, ttl, retryDelays, backoffSteps, subjects, caches);
    }

    /**
     * The same with other subjects.
     *
     * @param mode on which subjects rooms without members elsewhere are told
     * @return a copy
     */
    public ContractCSettings withSubjects(RoomSubjectMode mode) {
        return new ContractCSettings(maxConcurrency, countReconcileTtl, retryDelays, backoffSteps, mode, caches);
    }

    /**
     * The same with other caches.
     *
     * @param settings what room-worker remembers
     * @return a copy
     */
    public ContractCSettings withCaches(ReadCacheSettings settings) {
        return new ContractCSettings(maxConcurrency, countReconcileTtl, retryDelays, backoffSteps, subjects, settings);
    }

    Duration[] backoff() {
        return BACKOFF.subList(0, backoffSteps).toArray(Duration[]::new);
    }

    Duration retryDelay(long deliveries) {
        return retryDelays.get((int) Math.min(deliveries, retryDelays.size()) - 1);
    }
}
