package io.loadgen.injection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The messaging side of the system under test, looked at before any load. Nothing here changes the platform; {@link #ask} sends
 * one message, of which the caller decides what it does.
 *
 * <p>Any thread; every call may block for the client's own timeouts.
 */
public interface PlatformInspection {
    /**
     * The server that the connection leads to.
     *
     * @return its version and how far away it is
     * @throws InjectionException when there is no connection; the message says why
     */
    ServerState server() throws InjectionException;

    /**
     * How large a message each server of the cluster takes that can be reached.
     *
     * @return their limits, that of the server connected to first
     * @throws InjectionException when NATS is not connected
     * @throws InterruptedException when interrupted
     */
    List<PayloadLimit> payloadLimits() throws InjectionException, InterruptedException;

    /**
     * Every stream of the account.
     *
     * @return the streams, in no order
     * @throws MissingRightException when the credentials may not ask for them
     * @throws InjectionException when JetStream is not there or cannot be read
     */
    List<StreamState> streams() throws InjectionException;

    /**
     * The consumer of room-worker.
     *
     * @param stream the stream of canonical jobs
     * @return its state, empty when there is no such consumer
     * @throws InjectionException when it cannot be read
     */
    Optional<WorkerState> worker(String stream) throws InjectionException;

    /**
     * Sends a request and waits for what comes back.
     *
     * @param subject where to
     * @param requestId the {@code X-Request-ID}
     * @param body the request
     * @param atMost the longest wait
     * @return what came back
     * @throws InjectionException when it could not be sent
     * @throws InterruptedException when interrupted while waiting
     */
    Answer ask(String subject, String requestId, byte[] body, Duration atMost)
            throws InjectionException, InterruptedException;

    /**
     * Tries rights, without any effect on the platform: what is subscribed to is unsubscribed from again, what is published is nothing
     * that a stream keeps or a service reads.
     *
     * @param needed the rights; what is to be published to has no wildcards, but for inboxes
     * @return what the server does not permit
     * @throws InjectionException when it cannot be tried
     * @throws InterruptedException when interrupted while waiting
     */
    List<MissingRight> denied(List<NeededRight> needed) throws InjectionException, InterruptedException;
}
