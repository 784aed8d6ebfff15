package io.loadgen.sandbox;

import io.loadgen.contract.ContractJson;
import io.loadgen.contract.Headers;
import io.loadgen.contract.MemberAddEvent;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Publishes member events, with what is to go wrong with them. Any thread. */
final class EventPublisher {
    /** Never an account of a fixture set. */
    static final String WRONG_ACCOUNT = "nobody";

    private final Connection connection;
    private final FaultPlan faults;
    private final Handlers handlers;
    private final JsonMapper mapper = ContractJson.mapper();

    EventPublisher(Connection connection, FaultPlan faults, Handlers handlers) {
        this.connection = connection;
        this.faults = faults;
        this.handlers = handlers;
    }

    void publish(String subject, String requestId, MemberAddEvent event) {
        Fault fault = faults.strike(Fault.Occasion.EVENT);
        if (fault == null) {
            send(subject, requestId, event);
            return;
        }
        switch (fault) {
            case DROP_EVENT -> {
                // Never published.
            }
            case DELAY_EVENT -> handlers.run(() -> publishLate(subject, requestId, event));
            case DUPLICATE_EVENT -> {
                send(subject, requestId, event);
                send(subject, requestId, event);
            }
            case WRONG_ACCOUNTS -> send(subject, requestId, withWrongAccount(event));
            case EVENT_WITHOUT_REQUEST_ID -> send(subject, null, event);
            default -> throw new IllegalStateException(fault + " cannot befall an event");
        }
    }

    private void publishLate(String subject, String requestId, MemberAddEvent event) {
        Duration delay = faults.eventDelay();
        long dueNanos = System.nanoTime() + delay.toNanos();
        long remainingNanos;
        while ((remainingNanos = dueNanos - System.nanoTime()) > 0) {
            LockSupport.parkNanos(this, remainingNanos);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        send(subject, requestId, event);
    }

    private void send(String subject, @Nullable String requestId, MemberAddEvent event) {
        io.nats.client.impl.Headers headers =
                requestId == null ? null : new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, requestId);
        connection.publish(subject, headers, mapper.writeValueAsBytes(event));
    }

    private static MemberAddEvent withWrongAccount(MemberAddEvent event) {
        List<String> named = event.accounts();
        List<String> accounts = new ArrayList<>(named == null ? List.of() : named);
        if (!accounts.isEmpty()) {
            accounts.removeFirst();
        }
        accounts.addFirst(WRONG_ACCOUNT);
        return new MemberAddEvent(
                event.type(),
                event.roomId(),
                event.roomName(),
                event.roomType(),
                accounts,
                event.siteId(),
                event.requesterAccount(),
                event.joinedAt(),
                event.historySharedSince(),
                event.timestamp());
    }
}
