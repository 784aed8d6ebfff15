package io.loadgen.injection;

import java.util.List;

/**
 * The system under test as a generator sees it: opens sessions and tells of the worker's backlog.
 *
 * <p>Any thread; every call may block for the client's own timeouts.
 */
public interface ChatPlatform {
    /**
     * Opens a session, its subscriptions confirmed by the server.
     *
     * @param options what to inject and to observe
     * @param targets the rooms that may be sent to
     * @param listener told of every signal
     * @return an open session, the caller's to close
     * @throws InjectionException when the platform cannot be reached
     */
    ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException;

    /**
     * The backlog of the room-worker's consumer.
     *
     * @return the present figures
     * @throws InjectionException when they cannot be had; the message says why
     */
    BacklogSample backlog() throws InjectionException;
}
