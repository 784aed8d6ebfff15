package io.loadgen.measurement;

import org.jspecify.annotations.Nullable;

/**
 * Puts the end of a slot on record: its outcomes in the books, its losses in the distributions.
 *
 * <p>Any thread.
 */
final class SlotClosings {
    private final Signal firstSignal;
    private final SlotTimeouts timeouts;
    private final LatencyRecorder latencies;
    private final FirstOrgAdds firstOrgAdds;
    private final Books books;
    private final IrregularityLog irregularities;
    private final SlotObserver observer;

    SlotClosings(
            Signal firstSignal,
            SlotTimeouts timeouts,
            LatencyRecorder latencies,
            FirstOrgAdds firstOrgAdds,
            Books books,
            IrregularityLog irregularities,
            SlotObserver observer) {
        this.firstSignal = firstSignal;
        this.timeouts = timeouts;
        this.latencies = latencies;
        this.firstOrgAdds = firstOrgAdds;
        this.books = books;
        this.irregularities = irregularities;
        this.observer = observer;
    }

    /**
     * Enters a slot that was just closed.
     *
     * @param word its last word, every stage settled as far as it was due
     * @param room the index of its room
     * @param intended when it was due
     * @param sent when it was sent
     * @param nowNanos when it was closed
     */
    void enter(long word, int room, long intended, long sent, long nowNanos) {
        Phase phase = SlotWord.phase(word);
        ReplyOutcome reply = SlotWord.reply(word);
        EventOutcome event = SlotWord.event(word);
        if (reply == null) {
            throw new IllegalStateException("a slot was closed with its reply pending");
        }
        AddKind kind = SlotWord.kind(word);
        books.closed(phase, kind.shape(), reply, event, SlotWord.result(word));
        if (kind == AddKind.FIRST_ORGS) {
            firstOrgAdds.closed(room, reply, reply == ReplyOutcome.ACCEPTED && event == EventOutcome.EVENT);
        }
        observer.settled(SlotWord.slot(word), reply, event, SlotWord.result(word));
        if (reply != ReplyOutcome.ACCEPTED) {
            if (event == EventOutcome.EVENT) {
                irregularities.unansweredEvent();
            }
        } else if (event == EventOutcome.EVENT_TIMEOUT && SlotWord.result(word) == ResultOutcome.OK) {
            irregularities.eventTimeoutAfterOk();
        }
        int timedOut = timedOut(reply, event, SlotWord.result(word));
        if (timedOut > 0) {
            irregularities.timedOut(phase, timedOut, sent, nowNanos);
        }
        if (phase == Phase.MEASURED || kind == AddKind.FIRST_ORGS) {
            long lag = sent - intended;
            recordLosses(word, reply, event, SlotWord.result(word), lag, nowNanos - sent);
            if (reply == ReplyOutcome.REPLY_TIMEOUT && !SlotWord.isHandedOff(word)) {
                // Once accepted, a handoff that was not seen is our miss, not a wait of the system under test.
                lose(word, Signal.HANDOFF, lag, Math.min(nowNanos - sent, timeouts.replyNanos()));
            }
        }
    }

    private static int timedOut(ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
        return (reply == ReplyOutcome.REPLY_TIMEOUT ? 1 : 0)
                + (event == EventOutcome.EVENT_TIMEOUT ? 1 : 0)
                + (result == ResultOutcome.RESULT_TIMEOUT ? 1 : 0);
    }

    /**
     * A signal that did not come counts as at least as long as it was waited for. An event that cannot come any more, or came
     * with the wrong accounts, counts as if the whole event timeout had been waited for in vain: failing fast is not fast.
     */
    private void recordLosses(
            long word,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result,
            long lag,
            long waited) {
        if (reply == ReplyOutcome.REPLY_TIMEOUT) {
            long wait = Math.min(waited, timeouts.replyNanos());
            lose(word, firstSignal, lag, wait);
            if (event != EventOutcome.EVENT) {
                lose(word, Signal.EVENT, lag, wait);
            }
            if (result != ResultOutcome.OK) {
                lose(word, Signal.RESULT, lag, wait);
            }
        } else if (reply == ReplyOutcome.ACCEPTED) {
            long wait = Math.min(waited, timeouts.eventNanos());
            switch (event) {
                case EVENT_TIMEOUT -> lose(word, Signal.EVENT, lag, wait);
                case WORKER_ERROR, EVENT_MISMATCH -> lose(word, Signal.EVENT, lag, timeouts.eventNanos());
                case EVENT, NO_OP -> {}
                case null -> throw new IllegalStateException("an accepted slot was closed with its event pending");
            }
            if (result == ResultOutcome.RESULT_TIMEOUT) {
                lose(word, Signal.RESULT, lag, wait);
            }
        }
    }

    private void lose(long word, Signal signal, long lag, long wait) {
        AddKind kind = SlotWord.kind(word);
        if (kind == AddKind.FIRST_ORGS) {
            firstOrgAdds.lost(signal, wait + lag, wait);
        } else {
            latencies.recordLoss(signal, wait + lag, wait);
        }
        observer.lost(SlotWord.slot(word), kind, signal, wait + lag, wait);
    }
}
