package io.loadgen.operations;

import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.InvalidSpecException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What ends runs that do not say so themselves, {@code loadgen.runs.abort-on.*}. Null where nothing is set: a run then goes on.
 *
 * @param errorRate greatest share of requests without their member event
 * @param errorWindow the last seconds over which the share is taken
 * @param errorMinimum requests that must have been closed within the window
 * @param backlog most messages that room-worker may have before it
 * @param droppedMessages most messages that the generator's own client may drop
 * @param disconnects most losses of the generator's own connection
 * @param disconnectedFor longest time without a connection
 * @param workerStalledFor longest time in which room-worker may take no job though jobs wait
 */
record AbortSettings(
        @Nullable Double errorRate,
        @Nullable Duration errorWindow,
        @Nullable Long errorMinimum,
        @Nullable Long backlog,
        @Nullable Long droppedMessages,
        @Nullable Long disconnects,
        @Nullable Duration disconnectedFor,
        @Nullable Duration workerStalledFor) {
    /** Checks the settings. */
    AbortSettings {
        try {
            new AbortLimits(
                    errorRate,
                    errorWindow,
                    errorMinimum,
                    backlog,
                    droppedMessages,
                    disconnects,
                    disconnectedFor,
                    workerStalledFor);
        } catch (InvalidSpecException e) {
            LoadgenProperties.check(false, property(e.field()), e.value(), e.accepted());
        }
    }

    AbortLimits toLimits() {
        return new AbortLimits(
                errorRate,
                errorWindow,
                errorMinimum,
                backlog,
                droppedMessages,
                disconnects,
                disconnectedFor,
                workerStalledFor);
    }

    /** {@code abortOn.errorRate} is set by {@code runs.abort-on.error-rate}. */
    private static String property(String field) {
        return "runs." + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
