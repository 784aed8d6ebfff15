package io.loadgen.engine;

import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.result.SessionHealth;

/** A session that leaves everything to another, for a test to do one thing otherwise. */
abstract class ForwardingSession implements ChatSession {
    private final ChatSession session;

    ForwardingSession(ChatSession session) {
        this.session = session;
    }

    @Override
    public void send(int target, long key, String requestId, byte[] body) throws InjectionException {
        session.send(target, key, requestId, body);
    }

    @Override
    public ContractVersion contract() {
        return session.contract();
    }

    @Override
    public SessionHealth health() {
        return session.health();
    }

    @Override
    public void close() {
        session.close();
    }
}
