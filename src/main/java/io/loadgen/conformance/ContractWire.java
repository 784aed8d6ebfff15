package io.loadgen.conformance;

import io.loadgen.injection.InjectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messaging side of a platform whose contract is checked. Any thread. */
@FunctionalInterface
public interface ContractWire {
    /**
     * Listens, until the session is closed.
     *
     * @param subjects where, with or without wildcards
     * @param heard told of every message, by one thread, in the order in which they come
     * @return an open session whose subscriptions the server knows of
     * @throws InjectionException when the platform cannot be reached, or does not let us listen; the message says why
     * @throws InterruptedException when interrupted
     */
    Session open(List<String> subjects, Consumer<WireMessage> heard) throws InjectionException, InterruptedException;

    /** An open session. */
    interface Session extends AutoCloseable {
        /**
         * Sends a message and waits for what comes back: a reply, or the acknowledgement of a stream.
         *
         * @param subject where to
         * @param headers by their names
         * @param body what
         * @param atMost the longest wait
         * @return the reply, with the body {@link WireMessage#NO_RESPONDERS} when nobody listens there; null when none came
         * @throws InjectionException when it could not be sent
         * @throws InterruptedException when interrupted
         */
        @Nullable
        WireMessage ask(String subject, Map<String, String> headers, String body, Duration atMost)
                throws InjectionException, InterruptedException;

        @Override
        void close();
    }
}
