package io.loadgen.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * When room-worker tries a job again that it has failed, or has not acknowledged: by the rule of the contract and the settings of its
 * consumer. In contracts A and B a failed job comes again at once; in C room-worker asks for a delay, to which the server adds what the
 * step of the BackOff is longer than the ack wait. A job that nobody acknowledges comes again after that step, or after the ack wait.
 *
 * <p>Immutable; any thread. Source: chat contract §2, §13.4, §13.9.
 *
 * @param version the contract
 * @param ackWait how long the consumer waits for an acknowledgement
 * @param maxDeliver how often it hands a job out at most; 0 or less for without end
 * @param backOff the waits in place of {@code ackWait}, one for each delivery, of which the last holds for all later ones; empty for none
 */
public record JobRetries(ContractVersion version, Duration ackWait, long maxDeliver, List<Duration> backOff) {
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);

    private static final List<Duration> BACK_OFF = List.of(
            ACK_WAIT, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8));

    /** What room-worker of contract C asks for at most; at least half of it. */
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));

    /**
     * As the platform ships its consumer.
     *
     * @param version the contract
     * @return its settings
     */
    public static JobRetries shipped(ContractVersion version) {
        return version == ContractVersion.C
                ? new JobRetries(version, ACK_WAIT, 6, BACK_OFF)
                : new JobRetries(version, ACK_WAIT, 5, List.of());
    }

    /** Copies the steps. */
    public JobRetries {
        backOff = List.copyOf(backOff);
    }

    /**
     * The longest that a job waits for its next attempt.
     *
     * @param attempt the attempt that failed, from 1 on
     * @return how long at most
     */
    public Duration longestWait(long attempt) {
        Duration unacknowledged = backOff.isEmpty() ? ackWait : at(backOff, attempt);
        if (version != ContractVersion.C) {
            return unacknowledged;
        }
        Duration beyondAckWait = unacknowledged.minus(ackWait);
        Duration refused = at(DELAYS, attempt).plus(beyondAckWait.isNegative() ? Duration.ZERO : beyondAckWait);
        return refused.compareTo(unacknowledged) > 0 ? refused : unacknowledged;
    }

    private static Duration at(List<Duration> steps, long attempt) {
        return steps.get((int) Math.min(attempt, steps.size()) - 1);
    }

    /**
     * The longest that a job waits in all, from its first attempt to its last.
     *
     * @return the sum; empty where there is no last
     */
    public Optional<Duration> longest() {
        if (maxDeliver <= 0) {
            return Optional.empty();
        }
        long retries = maxDeliver - 1;
        // From there on all waits are alike.
        long varied = Math.min(retries, Math.max(DELAYS.size(), backOff.size()));
        Duration sum =
                LongStream.rangeClosed(1, varied).mapToObj(this::longestWait).reduce(Duration.ZERO, Duration::plus);
        return Optional.of(
                retries == varied ? sum : sum.plus(longestWait(retries).multipliedBy(retries - varied)));
    }
}
