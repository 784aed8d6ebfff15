package io.loadgen.nats;

import io.loadgen.conformance.ContractWire;
import io.loadgen.conformance.WireMessage;
import io.loadgen.injection.InjectionException;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears and sends for contract checks. Any thread. */
public final class NatsContractWire implements ContractWire {
    private static final int NO_RESPONDERS = 503;
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

    private final NatsLink link;

    /**
     * Uses a connection.
     *
     * @param link the connection, its owner's to close
     */
    public NatsContractWire(NatsLink link) {
        this.link = link;
    }

    @Override
    public Session open(List<String> subjects, Consumer<WireMessage> heard)
            throws InjectionException, InterruptedException {
        OpenSession session = new OpenSession(link.connected(), heard);
        try {
            session.listen(subjects);
            return session;
        } catch (InjectionException | InterruptedException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    private static WireMessage told(Message message) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (message.hasHeaders()) {
            message.getHeaders().forEach(headers::put);
        }
        return new WireMessage(message.getSubject(), headers, new String(message.getData(), StandardCharsets.UTF_8));
    }

    /** One check's subscriptions, all by one dispatcher, which keeps the order of what one connection sent. */
    private final class OpenSession implements Session, NatsLink.Watcher {
        private final Connection connection;
        private final Dispatcher dispatcher;
        private final NatsLink.Watch watch;
        private final List<String> troubles = new CopyOnWriteArrayList<>();

        private OpenSession(Connection connection, Consumer<WireMessage> heard) {
            this.connection = connection;
            watch = link.watch(connection, this);
            dispatcher = connection.createDispatcher(message -> heard.accept(told(message)));
        }

        private void listen(List<String> subjects) throws InjectionException, InterruptedException {
            subjects.forEach(dispatcher::subscribe);
            flush();
            requireSound();
        }

        /** The server's refusals come before its answer to the flush. */
        private void flush() throws InjectionException, InterruptedException {
            try {
                connection.flush(CONFIRM_TIMEOUT);
            } catch (TimeoutException timeout) {
                throw new InjectionException("NATS did not answer within 5 s", timeout);
            }
        }

        private void requireSound() throws InjectionException {
            Optional<String> trouble = troubles.stream().findFirst();
            if (trouble.isPresent()) {
                throw new InjectionException(
                        "the contract cannot be checked over this connection: " + trouble.get(), null);
            }
        }

        @Override
        public @Nullable WireMessage ask(String subject, Map<String, String> headers, String body, Duration atMost)
                throws InjectionException, InterruptedException {
            String inbox = connection.createInbox();
            Subscription replies = connection.subscribe(inbox);
            try {
                Headers sent = headers.isEmpty() ? null : new Headers();
                if (sent != null) {
                    headers.forEach(sent::put);
                }
                connection.publish(subject, inbox, sent, body.getBytes(StandardCharsets.UTF_8));
                Message reply = replies.nextMessage(atMost);
                requireSound();
                return reply == null ? null : isNoResponders(reply) ? nobody(subject) : told(reply);
            } catch (IllegalStateException | IllegalArgumentException refused) {
                throw new InjectionException("a message could not be sent: " + refused.getMessage(), refused);
            } finally {
                replies.unsubscribe();
            }
        }

        private static boolean isNoResponders(Message message) {
            return message.isStatusMessage() && message.getStatus().getCode() == NO_RESPONDERS;
        }

        private static WireMessage nobody(String subject) {
            return new WireMessage(subject, Map.of(), WireMessage.NO_RESPONDERS);
        }

        @Override
        public void lost() {
            troubles.add("it was lost");
        }

        @Override
        public void resubscribed() {
            // What came meanwhile is lost all the same.
        }

        @Override
        public void lameDuck(String address) {
            troubles.add(address + " is about to shut down");
        }

        @Override
        public void complained(String words) {
            troubles.add(words);
        }

        @Override
        public void close() {
            watch.close();
            if (dispatcher.isActive() && connection.getStatus() != Connection.Status.CLOSED) {
                connection.closeDispatcher(dispatcher);
            }
        }
    }
}
