package io.loadgen.result;

import java.util.List;
import java.util.Map;

/**
 * What the books leave out or lump together: why things failed, and signals that belong to no open slot. Counts are over the
 * whole run, warm-up included.
 *
 * <p>Immutable; any thread.
 *
 * @param rejections rejected slots by reason
 * @param workerErrors slots with a worker error by the reason of the first one
 * @param firstMessages the first few refusals, worker errors and publish errors in the words of the system under test
 * @param duplicateReplies replies to a request that had one
 * @param duplicateEvents events for a slot that had one
 * @param duplicateResults results for a slot that had its last one
 * @param lateReplies replies after the reply timeout, refusals among them
 * @param lateReplyTimes how long after the actual send they came, nanoseconds; without those whose slot was long closed and its
 *     place given to another
 * @param lateEvents events after the event timeout, or for a slot that was closed without one
 * @param lateResults results after the event timeout, or for a slot that was closed without one
 * @param unansweredEvents slots whose reply did not come in time and whose event did
 * @param eventTimeoutsAfterOk event timeouts whose job result said {@code ok}: the event was lost, or the accounts were
 *     members before; the audit tells which
 * @param eventsWithoutHeader events that were matched by room and accounts
 * @param foreignSignals replies, events and results of nobody's request of this run
 * @param unreadableSignals messages on our subjects that could not be read
 * @param connection when our own connection was down, and what may have been lost by it
 */
public record Irregularities(
        Map<String, Long> rejections,
        Map<String, Long> workerErrors,
        List<String> firstMessages,
        long duplicateReplies,
        long duplicateEvents,
        long duplicateResults,
        long lateReplies,
        LatencyDistribution lateReplyTimes,
        long lateEvents,
        long lateResults,
        long unansweredEvents,
        long eventTimeoutsAfterOk,
        long eventsWithoutHeader,
        long foreignSignals,
        long unreadableSignals,
        ConnectionGaps connection) {
    /** Takes copies. */
    public Irregularities {
        rejections = Map.copyOf(rejections);
        workerErrors = Map.copyOf(workerErrors);
        firstMessages = List.copyOf(firstMessages);
    }
}
