package io.loadgen.nats;

import io.loadgen.time.NanoClock;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one connection, as the client has it made by its options, with a {@link Lane} beside the client's own way.
 *
 * <p>Made, connected and read as the client wants; written to by any thread, whole frames at a time, since the client writes no parts
 * of frames either.
 */
public final class LanePort extends SocketDataPortWithWriteTimeout {
    private static final byte[] GREETING = Lane.ascii("CONNECT ");

    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Lane lane;
    private @Nullable LaneReader reader;
    private boolean greeted;

    /** For the client, which makes one for each attempt to connect. */
    public LanePort() {}

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        if (!(options.getErrorListener() instanceof Lane.Owner owner)) {
            throw new IllegalArgumentException(
                    "the error listener must tell of a lane, was " + options.getErrorListener());
        }
        Lane made = owner.lane();
        lane = made;
        reader = new LaneReader(made, super::read, NanoClock.system());
    }

    @Override
    public void upgradeToSecure() throws IOException {
        super.upgradeToSecure();
        reader().recordsOnly();
    }

    @Override
    public int read(byte[] into, int at, int atMost) throws IOException {
        return reader().read(into, at, atMost);
    }

    @Override
    public void write(byte[] frames, int length) throws IOException {
        writing.lock();
        try {
            super.write(frames, length);
            if (!greeted && isGreeting(frames, length)) {
                greeted = true;
                lane().attach(this);
            }
        } finally {
            writing.unlock();
        }
    }

    void send(byte[] frames) throws IOException {
        send(frames, frames.length);
    }

    /** Writes whole frames. */
    void send(byte[] frames, int length) throws IOException {
        writing.lock();
        try {
            super.write(frames, length);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lane().detach(this);
        super.close();
    }

    private Lane lane() {
        return made(lane);
    }

    private LaneReader reader() {
        return made(reader);
    }

    private static <T> T made(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the client asks for more than it has made");
        }
        return part;
    }

    private static boolean isGreeting(byte[] frames, int length) {
        return length >= GREETING.length && Arrays.equals(GREETING, 0, GREETING.length, frames, 0, GREETING.length);
    }
}
