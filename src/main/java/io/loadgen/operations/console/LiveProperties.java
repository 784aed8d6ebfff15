package io.loadgen.operations.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are watched while they go on, {@code loadgen.live.*}. Checked when the service starts.
 *
 * @param clients the most that may follow a run by server-sent events at a time, 1 to 1000
 * @param heartbeat how long a client that is told nothing waits for a sign of life
 * @param console how the console shows progress
 * @param consoleInterval how far apart lines of progress in the log are, whole seconds
 */
@ConfigurationProperties("loadgen.live")
public record LiveProperties(
        @DefaultValue("100") int clients,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("auto") ConsoleStyle console,
        @DefaultValue("10s") Duration consoleInterval) {
    private static final int MOST_CLIENTS = 1000;

    /** Checks the settings. */
    public LiveProperties {
        check(clients >= 1 && clients <= MOST_CLIENTS, "clients", clients, "1 to " + MOST_CLIENTS);
        check(heartbeat.isPositive(), "heartbeat", heartbeat, "above 0");
        check(
                consoleInterval.toSeconds() >= 1 && consoleInterval.toMillis() % 1000 == 0,
                "console-interval",
                consoleInterval,
                "whole seconds, 1 or more");
    }

    private static void check(boolean holds, String property, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException("loadgen.live." + property + " must be " + accepted + ", was " + value);
        }
    }
}
