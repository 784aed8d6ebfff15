package io.loadgen.nats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A way over a connection of the client's that leads past the client: requests are written to the socket by whoever sends, signals are
 * handled by the thread that reads. The client keeps what it is good at: connecting, encryption, credentials, pings, errors, and coming
 * back. It knows nothing of the subscriptions here; their sids begin with a letter, which none of its own does, and they are made again
 * right behind its own greeting whenever it has come back.
 *
 * <p>Any thread; what is handled is on the thread that reads, one message after the other.
 */
final class Lane {
    /** What the sids of a lane begin with. */
    private static final char OWN = 'L';

    /** Whatever a lane is made for tells of it; it is the error listener of its connection's options. */
    interface Owner {
        /** The lane over the connection with these options. */
        Lane lane();
    }

    /** A subscription. */
    record Subscription(int sid, String subject, Consumer<IncomingSignal> handler) {
        private byte[] begin() {
            return ascii("SUB " + subject + " " + OWN + sid + "\r\n");
        }

        private byte[] end() {
            return ascii("UNSUB " + OWN + sid + "\r\n");
        }
    }

    private final AtomicInteger lastSid = new AtomicInteger();
    private volatile Subscription[] subscriptions = {};
    private volatile @Nullable LanePort port;

    /**
     * Handles messages to a subject from now on, also over each connection that follows the present one.
     *
     * @throws IOException when the present connection cannot be told
     */
    Subscription subscribe(String subject, Consumer<IncomingSignal> handler) throws IOException {
        Subscription made = new Subscription(lastSid.incrementAndGet(), subject, handler);
        add(made);
        LanePort present = port;
        if (present != null) {
            // Perhaps a second time, if the connection has just been made: one sid is one subscription.
            present.send(made.begin());
        }
        return made;
    }

    private synchronized void add(Subscription made) {
        Subscription[] more = Arrays.copyOf(subscriptions, subscriptions.length + 1);
        more[more.length - 1] = made;
        subscriptions = more;
    }

    /** Handles them no more. A message that is being handled is left to its end. */
    void unsubscribe(Subscription ended) throws IOException {
        remove(ended);
        LanePort present = port;
        if (present != null) {
            present.send(ended.end());
        }
    }

    private synchronized void remove(Subscription ended) {
        subscriptions = Arrays.stream(subscriptions)
                .filter(subscription -> subscription.sid() != ended.sid())
                .toArray(Subscription[]::new);
    }

    /**
     * Writes whole frames to the socket, and returns when the system has taken them.
     *
     * @throws IOException when there is no connection, or it is broken
     */
    void send(byte[] frames, int length) throws IOException {
        LanePort present = port;
        if (present == null) {
            throw new IOException("NATS is not connected");
        }
        present.send(frames, length);
    }

    /** A message came. One of a subscription that has ended is nobody's. */
    void handle(int sid, IncomingSignal signal) {
        for (Subscription subscription : subscriptions) {
            if (subscription.sid() == sid) {
                subscription.handler().accept(signal);
                return;
            }
        }
    }

    /** A connection has greeted its server; nobody else writes to it until this returns. */
    void attach(LanePort greeted) throws IOException {
        port = greeted;
        for (Subscription subscription : subscriptions) {
            greeted.send(subscription.begin());
        }
    }

    /** A connection is closed. */
    @SuppressWarnings("ReferenceEquality") // this one is meant
    synchronized void detach(LanePort closed) {
        if (port == closed) {
            port = null;
        }
    }

    /** Whether a sid, in a buffer, is of a lane. */
    static boolean isOwn(byte[] buffer, int sidFrom) {
        return buffer[sidFrom] == OWN;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
