package io.loadgen.measurement;

import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;

/**
 * Which signals of a closed slot are lost, and as how long they count. A signal that did not come counts as at least as long as it was
 * waited for. One that cannot come any more, since the request was refused or its job failed, or that came with the wrong accounts, counts
 * as if its whole timeout had been waited for in vain: failing fast is not fast.
 *
 * <p>Pure. Words are those of closed slots that the client took on.
 *
 * @param timeouts how long signals are waited for
 */
record SlotLosses(SlotTimeouts timeouts) {
    /** Of a signal that is not lost. */
    static final long NOT_LOST = -1;

    /**
     * How long a signal was waited for in vain.
     *
     * @param waitedNanos since the slot was sent
     * @return nanoseconds since the send, or {@link #NOT_LOST}
     */
    long wait(Signal signal, long word, long waitedNanos) {
        return switch (signal) {
            case REPLY, ACK -> reply(word, timeouts.replyNanos(), waitedNanos);
            // Once accepted, or worked on, a handoff that was not seen is our miss, not a wait of the system under
            // test.
            case HANDOFF ->
                SlotWord.isHandedOff(word) || SlotWord.wasWorkedOn(word)
                        ? NOT_LOST
                        : reply(word, timeouts.handoffNanos(), waitedNanos);
            case EVENT -> event(word, waitedNanos);
            case RESULT -> result(word, waitedNanos);
        };
    }

    /** The same for a message to another site. */
    long copy(CopyPoint point, long word, long waitedNanos) {
        return switch (SlotWord.copy(word, point)) {
            case NONE, SEEN -> NOT_LOST;
            case MISSING -> Math.min(waitedNanos, timeouts.eventNanos());
            case AWAITED -> event(word, waitedNanos);
        };
    }

    private static long reply(long word, long timeoutNanos, long waitedNanos) {
        ReplyOutcome reply = SlotWord.reply(word);
        if (reply == ReplyOutcome.ACCEPTED) {
            return NOT_LOST;
        }
        return reply == ReplyOutcome.REPLY_TIMEOUT ? Math.min(waitedNanos, timeoutNanos) : timeoutNanos;
    }

    private long event(long word, long waitedNanos) {
        EventOutcome event = SlotWord.event(word);
        boolean refused = SlotWord.isRefused(word);
        if (event == EventOutcome.EVENT || (event == EventOutcome.NO_OP && !refused)) {
            return NOT_LOST;
        }
        return ofEvent(event == EventOutcome.EVENT_TIMEOUT && !refused, waitedNanos);
    }

    private long result(long word, long waitedNanos) {
        ResultOutcome result = SlotWord.result(word);
        if (result == ResultOutcome.OK) {
            return NOT_LOST;
        }
        return ofEvent(result == ResultOutcome.RESULT_TIMEOUT && !SlotWord.isRefused(word), waitedNanos);
    }

    private long ofEvent(boolean timedOut, long waitedNanos) {
        return timedOut ? Math.min(waitedNanos, timeouts.eventNanos()) : timeouts.eventNanos();
    }
}
