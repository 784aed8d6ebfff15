package io.loadgen.result;

import io.loadgen.latency.FigureText;

/**
 * The largest message that an add of a run may make and that the platform needs, as it was reckoned before the run. Immutable; any
 * thread.
 *
 * @param message what it is, such as {@code the member event}
 * @param bytes its size at most, headers included
 * @param server the server of the cluster that takes least
 * @param limitBytes how much that takes
 */
public record LargestMessage(String message, long bytes, String server, long limitBytes) {
    /** Whether the server may refuse it. */
    public boolean exceeds() {
        return bytes > limitBytes;
    }

    /** Both sizes, such as {@code the member event has 72,156 bytes at most, and server n1 takes 65,536}. */
    public String words() {
        return message + " has " + FigureText.grouped(bytes) + " bytes at most, and server " + server + " takes "
                + FigureText.grouped(limitBytes);
    }
}
