package io.loadgen.injection;

import io.loadgen.contract.ContractVersion;
import io.loadgen.result.SessionHealth;

/**
 * A run's way to the system under test: subscribed to every signal before it is handed out, so that no signal of a first
 * request can be missed.
 *
 * <p>{@link #send}, {@link #hold} and {@link #flush} are for one thread at a time; the rest is for any thread. Closing is idempotent and bounded, and after it no
 * listener is called.
 */
public interface ChatSession extends AutoCloseable {
    /**
     * Sends one request. Returns when the system has taken it on, or when it is held. Waits for the network only where the server has taken
     * nothing for so long that the system has no more room.
     *
     * @param target the index of the room in the targets that the session was opened with
     * @param key comes back with the reply; 0 or more
     * @param requestId the {@code X-Request-ID}
     * @param body the request body; the session's from now on
     * @throws InjectionException when the client does not take it on; nothing was sent then
     */
    void send(int target, long key, String requestId, byte[] body) throws InjectionException;

    /** Requests that are sent from now on may wait for {@link #flush}, to go out together. */
    default void hold() {}

    /**
     * What was held goes out now, and what is sent from now on at once. Requests whose connection breaks meanwhile are lost like any
     * other that was under way.
     */
    default void flush() {}

    /**
     * Which contract the platform is spoken to in, from the opening of the session to its end.
     *
     * @return the version
     */
    ContractVersion contract();

    /**
     * What the connection went through since the session was opened.
     *
     * @return the counts so far
     */
    SessionHealth health();

    /**
     * Up to which instant a signal that has not been told cannot be told any more, so that a wait that ended before ended in vain. To
     * be asked again and again by somebody who waits: without proof for too long the listener is told that signals are not heard,
     * and from then on the answer is the present moment, since no proof may ever come.
     *
     * @param nowNanos the present moment
     * @return an instant, the present moment at the latest; where nothing lies between the platform and the listener, that
     */
    default long heardUpTo(long nowNanos) {
        return nowNanos;
    }

    /** Ends the subscriptions. */
    @Override
    void close();
}
