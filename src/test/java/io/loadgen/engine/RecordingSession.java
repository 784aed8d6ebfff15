package io.loadgen.engine;

import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.result.SessionHealth;
import io.loadgen.time.NanoClock;
import java.util.ArrayList;
import java.util.List;

/** A session that keeps what is sent, and lets a test decide what happens then. */
public final class RecordingSession implements ChatSession {
    public final List<Sent> sends = new ArrayList<>();
    private final NanoClock clock;
    /** How many requests went out together each time that some were held. */
    public final List<Integer> flushes = new ArrayList<>();

    private Answer answer = sent -> {};
    private int heldFrom;

    public RecordingSession(NanoClock clock) {
        this.clock = clock;
    }

    public void onSend(Answer next) {
        answer = next;
    }

    @Override
    public void send(int target, long key, String requestId, byte[] body) throws InjectionException {
        Sent sent = new Sent(sends.size(), target, key, requestId, body, clock.nanoTime());
        sends.add(sent);
        answer.to(sent);
    }

    @Override
    public void hold() {
        heldFrom = sends.size();
    }

    @Override
    public void flush() {
        flushes.add(sends.size() - heldFrom);
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
    public void close() {}

    /** What happens when something is sent. */
    public interface Answer {
        void to(Sent sent) throws InjectionException;
    }

    /** One request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sent(int number, int target, long key, String requestId, byte[] body, long atNanos) {}
}
