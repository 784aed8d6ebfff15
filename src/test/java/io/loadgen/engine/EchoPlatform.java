package io.loadgen.engine;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.EchoedAdd;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.SessionHealth;
import io.loadgen.time.NanoClock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;

/**
 * A platform without a network that answers every request at once with all that is due: handoff, reply, event and result, from
 * one collector thread. It holds a bounded number of requests and lets the sender wait for room, so its memory does not depend
 * on who gets the processor.
 */
public final class EchoPlatform implements ChatPlatform {
    private static final int REQUESTS_HELD = 4096;

    private final NanoClock clock;
    private final LongConsumer answered;

    /** Tells the number of each request that was answered, on the collector's thread. */
    public EchoPlatform(NanoClock clock, LongConsumer answered) {
        this.clock = clock;
        this.answered = answered;
    }

    @Override
    public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
        return new Session(listener);
    }

    @Override
    public BacklogSample backlog() {
        return new BacklogSample("ROOMS_echo", "echo", 0, 0, 0, 0, 1);
    }

    private static final class Request {
        final long key;
        final String requestId;
        final byte[] body;

        Request(long key, String requestId, byte[] body) {
            this.key = key;
            this.requestId = requestId;
            this.body = body;
        }
    }

    private final class Session implements ChatSession {
        private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(REQUESTS_HELD);
        private final SignalListener listener;
        private final Thread collector;

        Session(SignalListener listener) {
            this.listener = listener;
            collector = Thread.ofPlatform().name("echo-collector").start(this::collect);
        }

        @Override
        public void send(int target, long key, String requestId, byte[] body) {
            try {
                requests.put(new Request(key, requestId, body));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void collect() {
            try {
                for (long number = 1; ; number++) {
                    answer(requests.take());
                    answered.accept(number);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(Request request) {
            listener.handedOff(request.requestId, clock.nanoTime());
            listener.replied(request.key, EchoedAdd.REPLY, clock.nanoTime());
            listener.delivered(request.requestId, EchoedAdd.event(ContractVersion.B, request.body), clock.nanoTime());
            listener.resolved(request.requestId, EchoedAdd.RESULT, clock.nanoTime());
        }

        @Override
        public ContractVersion contract() {
            return ContractVersion.B;
        }

        @Override
        public SessionHealth health() {
            return new SessionHealth(true, 0, 0, 0);
        }

        @Override
        public void close() {
            collector.interrupt();
        }
    }
}
