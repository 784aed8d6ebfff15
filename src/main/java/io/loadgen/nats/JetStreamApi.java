package io.loadgen.nats;

import io.loadgen.contract.ForeignText;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRightException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks JetStream, where the account has its API. A question that had no answer since a right is missing says which.
 *
 * <p>Any thread; blocks for the client's own timeout.
 */
final class JetStreamApi {
    private static final int NOT_FOUND = 404;

    private final NatsLink link;
    private final JetStreamOptions options;

    JetStreamApi(NatsLink link, NatsAccount account) {
        this.link = link;
        this.options =
                JetStreamOptions.builder().prefix(account.jetStreamPrefix()).build();
    }

    /** A question. */
    @FunctionalInterface
    interface Question<T> {
        T ask(JetStreamManagement api) throws IOException, JetStreamApiException;
    }

    /**
     * Asks.
     *
     * @param what what is read, as the begin of a sentence
     * @throws InjectionException when it cannot be read; its cause tells what JetStream refused, if it did
     */
    <T> T read(String what, Question<T> question) throws InjectionException {
        Connection connection = link.connected();
        long askedNanos = System.nanoTime();
        try {
            return question.ask(connection.jetStreamManagement(options));
        } catch (IOException unanswered) {
            Optional<MissingRight> missing = link.denials().ofQuestion(askedNanos);
            if (missing.isPresent()) {
                throw new MissingRightException(what + " cannot be read", missing.get(), unanswered);
            }
            throw unreadable(what, unanswered);
        } catch (JetStreamApiException | RuntimeException failure) {
            throw unreadable(what, failure);
        }
    }

    private static InjectionException unreadable(String what, Exception failure) {
        return new InjectionException(ForeignText.capped(what + " cannot be read: " + failure.getMessage()), failure);
    }

    /** Whether JetStream answered that there is no such thing. */
    static boolean isNotFound(InjectionException failure) {
        return failure.getCause() instanceof JetStreamApiException refused && refused.getErrorCode() == NOT_FOUND;
    }
}
