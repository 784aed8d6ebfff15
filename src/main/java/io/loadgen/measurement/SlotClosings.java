package io.loadgen.measurement;

import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * Puts the end of a slot on record: its outcomes in the books, its losses in the distributions.
 *
 * <p>Any thread.
 */
final class SlotClosings {
    private final Signal firstSignal;
    private final SlotTimeouts timeouts;
    private final SlotLosses losses;
    private final LatencyRecorder latencies;
    private final @Nullable PathLog paths;
    private final FirstOrgAdds firstOrgAdds;
    private final Ledger books;
    private final IrregularityLog irregularities;
    private final SlotObserver observer;

    SlotClosings(
            Signal firstSignal,
            SlotTimeouts timeouts,
            LatencyRecorder latencies,
            FirstOrgAdds firstOrgAdds,
            Ledger books,
            IrregularityLog irregularities,
            SlotObserver observer) {
        this.firstSignal = firstSignal;
        this.timeouts = timeouts;
        this.losses = new SlotLosses(timeouts);
        this.latencies = latencies;
        this.paths = latencies.paths();
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
        ResultOutcome result = SlotWord.result(word);
        if (reply == null) {
            throw new IllegalStateException("a slot was closed with its reply pending");
        }
        AddKind kind = SlotWord.kind(word);
        books.closed(phase, kind.shape(), reply, event, result);
        if (kind == AddKind.FIRST_ORGS) {
            firstOrgAdds.closed(room, word, reply);
        }
        if (paths != null) {
            paths.closed(word, reply);
        }
        irregularities.closed(phase, reply, event, sent, nowNanos);
        if (SlotWord.isRetryDue(word)) {
            irregularities.attempts().unfinished(SlotWord.failures(word));
        }
        observer.settled(SlotWord.slot(word), reply, event, result);
        if (reply.goesOn()) {
            irregular(phase, reply, event, result, sent, nowNanos - sent);
        }
        boolean isSampled = phase == Phase.MEASURED || kind == AddKind.FIRST_ORGS;
        if (isSampled && reply != ReplyOutcome.PUBLISH_ERROR) {
            long lag = sent - intended;
            lose(firstSignal, word, lag, nowNanos - sent);
            lose(Signal.HANDOFF, word, lag, nowNanos - sent);
            lose(Signal.EVENT, word, lag, nowNanos - sent);
            lose(Signal.RESULT, word, lag, nowNanos - sent);
        }
    }

    private void irregular(
            Phase phase,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result,
            long sent,
            long waited) {
        if (reply == ReplyOutcome.REPLY_TIMEOUT) {
            irregularities.timedOut(phase, 1, sent, sent + Math.min(waited, timeouts.replyNanos()));
            if (event == EventOutcome.EVENT) {
                irregularities.unansweredEvent();
            }
        }
        int timedOut = (event == EventOutcome.EVENT_TIMEOUT ? 1 : 0) + (result == ResultOutcome.RESULT_TIMEOUT ? 1 : 0);
        if (timedOut > 0) {
            irregularities.timedOut(phase, timedOut, sent, sent + Math.min(waited, timeouts.eventNanos()));
        }
        if (event == EventOutcome.EVENT_TIMEOUT && result == ResultOutcome.OK) {
            irregularities.eventTimeoutAfterOk();
        }
    }

    private void lose(Signal signal, long word, long lag, long waited) {
        long wait = losses.wait(signal, word, waited);
        if (wait == SlotLosses.NOT_LOST) {
            return;
        }
        AddKind kind = SlotWord.kind(word);
        if (kind == AddKind.FIRST_ORGS) {
            firstOrgAdds.lost(signal, wait + lag, wait);
        } else {
            latencies.recordLoss(signal, wait + lag, wait);
        }
        if (paths != null) {
            paths.lost(word, signal, wait + lag, wait);
        }
        observer.lost(SlotWord.slot(word), kind, signal, wait + lag, wait);
    }
}
