package io.loadgen.injection;

import java.time.Duration;
import java.util.List;

/**
 * A stream as it is configured.
 *
 * @param name its name
 * @param subjects the subjects that it stores
 * @param maxMessages the most messages, 0 or less for no limit
 * @param maxMessagesPerSubject the most messages of one subject, 0 or less for no limit
 * @param maxBytes the most bytes, 0 or less for no limit
 * @param maxAge how long a message stays, zero for ever
 * @param sealed whether it takes no more messages
 */
public record StreamState(
        String name,
        List<String> subjects,
        long maxMessages,
        long maxMessagesPerSubject,
        long maxBytes,
        Duration maxAge,
        boolean sealed) {
    /** Copies the subjects. */
    public StreamState {
        subjects = List.copyOf(subjects);
    }
}
