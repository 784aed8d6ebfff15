package io.loadgen.measurement;

import io.loadgen.measurement.SlotWord.Copy;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;

/**
 * When each open slot passed the inner marks of its way, and what that makes of its stages. A stamp is written before the step that says
 * that it is there, so whoever saw the step may read it; a new slot in a place has not taken the step, so stamps of former ones need not
 * be cleared.
 *
 * <p>The collector writes stamps; whoever closes a slot reads them before the step that frees its place.
 */
final class SlotStages {
    private final StageRecorder recorder;
    private final SlotLosses losses;
    private final Signal firstSignal;

    /** Handoff and event of each place, beside each other. */
    private final long[] stamps;

    SlotStages(StageRecorder recorder, SlotTimeouts timeouts, Signal firstSignal, int places) {
        this.recorder = recorder;
        this.losses = new SlotLosses(timeouts);
        this.firstSignal = firstSignal;
        this.stamps = new long[2 * places];
    }

    /** A handoff that was overtaken by its event is taken to have been when that came. */
    void handedOff(int place, long word, long nowNanos) {
        stamps[2 * place] = SlotWord.event(word) == EventOutcome.EVENT ? stamps[2 * place + 1] : nowNanos;
    }

    void delivered(int place, long nowNanos) {
        stamps[2 * place + 1] = nowNanos;
    }

    /** Of a slot that was handed off. */
    long handoff(int place) {
        return stamps[2 * place];
    }

    /** Of a slot whose event came. */
    long event(int place) {
        return stamps[2 * place + 1];
    }

    /** A signal came; the collector's. */
    void came(Signal signal, long word, long intended, long sent, long handoff, long event, long nowNanos) {
        if (isRecorded(word)) {
            recorder.came(signal, word, sent - intended, handoff - sent, event - sent, nowNanos - sent);
        }
    }

    /** The word of a slot became another: a message to another site may have been seen; the collector's. */
    void copied(long before, long now, long nanos) {
        for (CopyPoint point : CopyPoint.ALL) {
            boolean came = SlotWord.copy(now, point) == Copy.SEEN && SlotWord.copy(before, point) != Copy.SEEN;
            if (came && isRecorded(before)) {
                recorder.copied(point, nanos);
            }
        }
    }

    /** A slot was closed; any thread's. */
    void closed(long word, long sent, long handoff, long event, long nowNanos) {
        if (isRecorded(word) && SlotWord.reply(word) != ReplyOutcome.PUBLISH_ERROR) {
            lose(firstSignal, word, sent, handoff, event, nowNanos);
            lose(Signal.HANDOFF, word, sent, handoff, event, nowNanos);
            lose(Signal.EVENT, word, sent, handoff, event, nowNanos);
            lose(Signal.RESULT, word, sent, handoff, event, nowNanos);
            for (CopyPoint point : CopyPoint.ALL) {
                long wait = losses.copy(point, word, nowNanos - sent);
                if (wait != SlotLosses.NOT_LOST) {
                    recorder.copyLost(point, wait);
                }
            }
        }
    }

    private void lose(Signal signal, long word, long sent, long handoff, long event, long nowNanos) {
        long wait = losses.wait(signal, word, nowNanos - sent);
        if (wait != SlotLosses.NOT_LOST) {
            recorder.lost(signal, word, handoff - sent, event - sent, wait);
        }
    }

    private static boolean isRecorded(long word) {
        return SlotWord.phase(word) == Phase.MEASURED && SlotWord.kind(word) != AddKind.FIRST_ORGS;
    }
}
