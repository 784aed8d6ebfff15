package io.loadgen.injection;

/**
 * What befell the client's own side of a session: reasons to distrust missing signals.
 *
 * <p>Immutable; any thread.
 *
 * @param connected whether the connection is up now
 * @param disconnects how often it was lost
 * @param droppedMessages messages that the client dropped because the collector was too slow
 * @param failedSignals signals whose handling threw
 */
public record SessionHealth(boolean connected, long disconnects, long droppedMessages, long failedSignals) {}
