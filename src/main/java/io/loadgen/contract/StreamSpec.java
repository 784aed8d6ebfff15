package io.loadgen.contract;

import java.util.List;

/**
 * A JetStream stream by what the platform bootstraps it with: name and subjects, everything else the server's default.
 *
 * <p>Immutable; any thread. Source: chat contract §2.
 *
 * @param name the stream's name
 * @param subjects the subjects that it stores
 */
public record StreamSpec(String name, List<String> subjects) {
    /** Copies the subjects. */
    public StreamSpec {
        subjects = List.copyOf(subjects);
    }
}
