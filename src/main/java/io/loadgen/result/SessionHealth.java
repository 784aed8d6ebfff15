package io.loadgen.result;

/**
 * What befell the client's own side of a session: reasons to distrust missing signals.
 *
 * <p>Immutable; any thread.
 *
 * @param connected whether the connection is up now
 * @param disconnects how often it was lost
 * @param droppedMessages messages that the client dropped because the collector was too slow
 * @param failedSignals signals whose handling threw
 * @param troubles what the server complained of or announced
 */
public record SessionHealth(
        boolean connected, long disconnects, long droppedMessages, long failedSignals, ConnectionTroubles troubles) {
    /**
     * The health of a session whose server had nothing to say.
     *
     * @param connected whether the connection is up now
     * @param disconnects how often it was lost
     * @param droppedMessages messages that the client dropped because the collector was too slow
     * @param failedSignals signals whose handling threw
     */
    public SessionHealth(boolean connected, long disconnects, long droppedMessages, long failedSignals) {
        this(connected, disconnects, droppedMessages, failedSignals, ConnectionTroubles.none());
    }

    /**
     * What befell a part of a session.
     *
     * @param before what had befallen it when that part began
     * @return what came since; what the server denies stays denied
     */
    public SessionHealth since(SessionHealth before) {
        return new SessionHealth(
                connected,
                disconnects - before.disconnects,
                droppedMessages - before.droppedMessages,
                failedSignals - before.failedSignals,
                troubles.since(before.troubles));
    }
}
