package io.loadgen.api;

import java.io.IOException;

/** The way to one client, on which nothing ever waits. One thread at a time, but for {@link #isGone()}. */
interface EventChannel {
    /** Whether all that was written is on its way, and more can be written. If not, the channel says when by a signal. */
    boolean isReady() throws IOException;

    /** Writes and sends; to be called only when ready. */
    void write(byte[] text) throws IOException;

    /** Ends the answer. Does nothing if the client is gone. */
    void complete();

    /** Whether the client went away, or was found not to read any more. */
    boolean isGone();
}
