package io.loadgen.nats;

import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What the server did not permit on the present connection. Who waits for an answer is told by the client only that none came; here is
 * whether the question, or the listening for its answer, was refused.
 *
 * <p>Bounded: the last {@value #KEPT} are kept. Any thread.
 */
final class Denials {
    static final int KEPT = 64;

    private final NatsAccount account;
    private final Deque<Denial> latest = new ArrayDeque<>();

    private record Denial(MissingRight missing, long nanos) {}

    Denials(NatsAccount account) {
        this.account = account;
    }

    /** The server sent an error at an instant. */
    synchronized void said(ServerError error, long nowNanos) {
        account.missing(error).ifPresent(missing -> {
            if (latest.size() == KEPT) {
                latest.removeLast();
            }
            latest.addFirst(new Denial(missing, nowNanos));
        });
    }

    /** The next connection has rights of its own. */
    synchronized void forget() {
        latest.clear();
    }

    /**
     * Why a question to JetStream had no answer, if a right was missing. The client listens for answers once for all questions, so that
     * was refused long ago, maybe; the question itself was refused after it was asked.
     */
    synchronized Optional<MissingRight> ofQuestion(long askedNanos) {
        return latest.stream()
                .filter(denial -> switch (denial.missing().use()) {
                    case INBOX -> denial.missing().right() == Right.SUBSCRIBE;
                    case JETSTREAM -> denial.nanos() - askedNanos >= 0;
                    case PLATFORM -> false;
                })
                .map(Denial::missing)
                .findFirst();
    }
}
