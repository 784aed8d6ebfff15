package io.loadgen.injection;

import java.util.Optional;

/**
 * The stream of canonical jobs, read without a consumer.
 *
 * <p>Any thread; every call may block for the client's own timeouts.
 */
public interface JobStream {
    /**
     * The sequence that the next message will get.
     *
     * @return 1 or more
     * @throws InjectionException when it cannot be had; the message says why
     */
    long nextSequence() throws InjectionException;

    /**
     * The first member-add job at or after a sequence.
     *
     * @param fromSequence where to begin, 1 or more
     * @return the job, empty when there is none any more
     * @throws InjectionException when the stream cannot be read; the message says why
     */
    Optional<StoredJob> next(long fromSequence) throws InjectionException;
}
