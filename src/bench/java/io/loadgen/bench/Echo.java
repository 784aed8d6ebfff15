package io.loadgen.bench;

import io.loadgen.contract.ChatContract;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/**
 * The system under test of the benchmark: answers each request at once with all that is due (reply, canonical message where it is
 * asked for, member event, job result) and keeps nothing. In canonical mode the request is what the stream's subject carries.
 */
final class Echo implements AutoCloseable {
    private static final byte[] ACCEPTED = "{\"status\":\"accepted\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_HEAD = ("{\"type\":\"member_added\",\"roomId\":\"room\",\"roomName\":\"room\","
                    + "\"roomType\":\"channel\",\"siteId\":\"site-local\",\"requesterAccount\":\"owner\","
                    + "\"joinedAt\":1779260400123,\"timestamp\":1779260400151,\"accounts\":")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = ("{\"requestId\":\"01970a4f-8c2d-7c9a-abcd-e0123456789f\","
                    + "\"operation\":\"room.member.add\",\"status\":\"ok\",\"timestamp\":1779260400158}")
            .getBytes(StandardCharsets.US_ASCII);
    private static final String RESULT_SUBJECT = "chat.user.owner.response.any";

    private final ChatContract contract;
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final String canonical;
    private final String event;
    private volatile boolean handoff;

    Echo(String url, ChatContract contract) throws IOException, InterruptedException {
        this.contract = contract;
        connection = Nats.connect(url);
        canonical = contract.canonicalMemberAdd();
        event = contract.memberEvent("room");
        dispatcher = connection.createDispatcher();
        dispatcher.setPendingLimits(-1, -1);
    }

    /** Answers requests to room-service. */
    void frontdoor(boolean withHandoff) throws InterruptedException, TimeoutException {
        handoff = withHandoff;
        dispatcher.unsubscribe(canonical);
        dispatcher.unsubscribe(contract.memberAddWildcard());
        dispatcher.subscribe(contract.memberAddWildcard(), this::answer);
        connection.flush(Duration.ofSeconds(5));
    }

    /** Stores and answers canonical messages; the stream is emptied first. */
    void canonical() throws IOException, JetStreamApiException, InterruptedException, TimeoutException {
        dispatcher.unsubscribe(contract.memberAddWildcard());
        dispatcher.unsubscribe(canonical);
        var streams = connection.jetStreamManagement();
        if (streams.getStreamNames().contains(contract.roomsStream())) {
            streams.purgeStream(contract.roomsStream());
        } else {
            streams.addStream(StreamConfiguration.builder()
                    .name(contract.roomsStream())
                    .subjects(contract.canonicalWildcard())
                    .build());
        }
        dispatcher.subscribe(canonical, this::announce);
        connection.flush(Duration.ofSeconds(5));
    }

    private void answer(Message request) {
        if (handoff) {
            connection.publish(canonical, request.getHeaders(), request.getData());
        }
        connection.publish(request.getReplyTo(), ACCEPTED);
        announce(request);
    }

    private void announce(Message request) {
        var headers = new io.nats.client.impl.Headers(request.getHeaders(), true);
        connection.publish(event, headers, event(request.getData()));
        connection.publish(RESULT_SUBJECT, headers, RESULT);
    }

    /** The list of accounts is the first array of a request; the echo need not know more of it. */
    private static byte[] event(byte[] request) {
        int from = indexOf(request, '[', 0);
        int length = indexOf(request, ']', from) + 1 - from;
        byte[] body = Arrays.copyOf(EVENT_HEAD, EVENT_HEAD.length + length + 1);
        System.arraycopy(request, from, body, EVENT_HEAD.length, length);
        body[body.length - 1] = '}';
        return body;
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        int at = from;
        while (bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
