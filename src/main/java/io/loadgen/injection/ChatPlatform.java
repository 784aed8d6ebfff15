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
     * Opens a session that never reaches the platform: over the connection to it we send ourselves, for each request, the signals that
     * the options observe, as a platform would that adds everybody.
     *
     * @param options what to inject and to observe
     * @param targets as many rooms as there are to be; who they are does not matter
     * @param listener told of every signal
     * @return an open session, the caller's to close
     * @throws InjectionException when the connection is not there, or may not be used so
     */
    default ChatSession echo(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException {
        throw new InjectionException("nothing can be sent to ourselves over this connection", null);
    }

    /**
     * Whether sessions listen at another site, too, where they watch its outbox messages.
     *
     * @param site the other site
     * @return whether arrivals there are told
     */
    default boolean hearsArrivalsAt(String site) {
        return false;
    }

    /**
     * The backlog of the room-worker's consumer.
     *
     * @return the present figures
     * @throws InjectionException when they cannot be had; the message says why
     */
    BacklogSample backlog() throws InjectionException;
}
