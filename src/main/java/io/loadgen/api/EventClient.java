package io.loadgen.api;

import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.LiveMailbox;
import java.io.IOException;

/** One client that follows one run. All calls come from the one thread that serves all clients. */
final class EventClient {
    private final String runId;
    private final EventChannel channel;
    private final LiveMailbox mailbox;
    private final EventText text;
    private final long heartbeatNanos;
    private long lastWriteNanos;
    private boolean endWritten;

    EventClient(
            String runId,
            EventChannel channel,
            LiveMailbox mailbox,
            EventText text,
            long heartbeatNanos,
            long nowNanos) {
        this.runId = runId;
        this.channel = channel;
        this.mailbox = mailbox;
        this.text = text;
        this.heartbeatNanos = heartbeatNanos;
        this.lastWriteNanos = nowNanos;
    }

    String runId() {
        return runId;
    }

    /** What became of a client when it was served. */
    enum Outcome {
        /** It goes on. */
        GOES_ON,
        /** It was told nothing for long, and got a sign of life. */
        WAS_SILENT,
        /** Its run has ended and it knows, or it is gone. */
        IS_DONE
    }

    /** Sends what can be sent without waiting. */
    Outcome serve(long nowNanos) throws IOException {
        if (channel.isGone()) {
            return Outcome.IS_DONE;
        }
        while (channel.isReady()) {
            if (endWritten) {
                channel.complete();
                return Outcome.IS_DONE;
            }
            LiveEvent event = mailbox.poll();
            if (event == null) {
                return signOfLife(nowNanos);
            }
            channel.write(text.of(event));
            lastWriteNanos = nowNanos;
            endWritten = event instanceof LiveEvent.Ended;
        }
        return Outcome.GOES_ON;
    }

    private Outcome signOfLife(long nowNanos) throws IOException {
        if (nowNanos - lastWriteNanos < heartbeatNanos) {
            return Outcome.GOES_ON;
        }
        channel.write(EventText.HEARTBEAT);
        lastWriteNanos = nowNanos;
        return Outcome.WAS_SILENT;
    }

    /** Tells it of the end of its run, as the feed would. */
    void end(LiveEvent.Ended end) {
        mailbox.on(end);
    }

    /** Ends its answer, whatever it was told. */
    void dismiss() {
        channel.complete();
    }
}
