package io.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;

/** Threads of this process, after what they were for. */
public final class Threads {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Threads() {}

    /** Every platform thread whose name begins so ends by itself. A client's own end a moment after its closing. */
    public static void areGone(String... names) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (Arrays.stream(names).anyMatch(thread.getName()::startsWith)) {
                assertThat(thread.join(PATIENCE))
                        .as("%s has ended", thread.getName())
                        .isTrue();
            }
        }
    }
}
