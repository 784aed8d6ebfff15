package io.loadgen.sandbox;

import io.loadgen.contract.Headers;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.sandbox.wire.EventMember;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Publishes member events, in a copy for each subject, with what is to go wrong with them. Any thread. */
final class EventPublisher {
    /** Never an account of a fixture set. */
    static final String WRONG_ACCOUNT = "nobody";

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Connection connection;
    private final FaultPlan faults;
    private final Handlers handlers;
    private final JsonMapper mapper = ContractJson.mapper();

    EventPublisher(Connection connection, FaultPlan faults, Handlers handlers) {
        this.connection = connection;
        this.faults = faults;
        this.handlers = handlers;
    }

    void publish(List<String> subjects, String requestId, MemberAddEvent event) {
        Fault fault = faults.strike(Fault.Occasion.EVENT);
        if (fault == null) {
            send(subjects, requestId, event);
            return;
        }
        switch (fault) {
            case DROP_EVENT -> {
                // Never published.
            }
            case DELAY_EVENT -> handlers.run(() -> publishLate(subjects, requestId, event));
            case DUPLICATE_EVENT -> {
                send(subjects, requestId, event);
                send(subjects, requestId, event);
            }
            case WRONG_ACCOUNTS -> send(subjects, requestId, withWrongAccount(event));
            case EVENT_WITHOUT_REQUEST_ID -> send(subjects, null, event);
            default -> throw new IllegalStateException(fault + " cannot befall an event");
        }
    }

    private void publishLate(List<String> subjects, String requestId, MemberAddEvent event) {
        Duration delay = faults.eventDelay();
        long dueNanos = System.nanoTime() + delay.toNanos();
        long remainingNanos;
        while ((remainingNanos = dueNanos - System.nanoTime()) > 0) {
            LockSupport.parkNanos(this, remainingNanos);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        send(subjects, requestId, event);
    }

    private void send(List<String> subjects, @Nullable String requestId, MemberAddEvent event) {
        io.nats.client.impl.Headers headers =
                requestId == null ? null : new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, requestId);
        byte[] body = mapper.writeValueAsBytes(event);
        for (String subject : subjects) {
            try {
                connection.publish(subject, headers, body);
            } catch (IllegalArgumentException tooLarge) {
                // The services log it, too, and go on to say ok.
                LOG.warn("No event of {} bytes on {}: {}", body.length, subject, tooLarge.getMessage());
            }
        }
    }

    private static MemberAddEvent withWrongAccount(MemberAddEvent event) {
        List<String> accounts = event.accounts();
        List<EventMember> members = event.members();
        EventMember wrong = EventMember.individual("u-" + WRONG_ACCOUNT, WRONG_ACCOUNT, "", "", "", "");
        return new MemberAddEvent(
                event.type(),
                event.roomId(),
                event.roomName(),
                event.roomType(),
                accounts == null ? null : withFirst(WRONG_ACCOUNT, accounts),
                event.siteId(),
                event.requesterAccount(),
                event.joinedAt(),
                event.historySharedSince(),
                members == null ? null : withFirst(wrong, members),
                event.timestamp());
    }

    private static <T> List<T> withFirst(T first, List<T> list) {
        return Stream.concat(Stream.of(first), list.stream().skip(1)).toList();
    }
}
