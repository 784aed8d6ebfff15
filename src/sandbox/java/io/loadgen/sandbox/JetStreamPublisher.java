package io.loadgen.sandbox;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to streams and waits for the acknowledgement, as the services' client does: where no stream listens it tries three
 * times, 250 ms apart.
 *
 * <p>Any thread; blocks for up to five seconds. Source: chat contract §6.
 */
final class JetStreamPublisher {
    /** The default of the services' client. */
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);

    private static final int TRIES = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final JetStream jetStream;

    JetStreamPublisher(Connection connection) throws IOException {
        jetStream = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(ACK_TIMEOUT).build());
    }

    void publish(String subject, @Nullable Headers headers, byte[] body) throws IOException, JetStreamApiException {
        for (int attempt = 1; ; attempt++) {
            long startNanos = System.nanoTime();
            try {
                jetStream.publish(subject, headers, body);
                return;
            } catch (IllegalArgumentException tooLarge) {
                throw new IOException(tooLarge.getMessage(), tooLarge);
            } catch (IOException e) {
                // The client tells an absent stream from a slow one only by how soon it gives up.
                boolean slow = System.nanoTime() - startNanos >= ACK_TIMEOUT.toNanos();
                if (slow || attempt == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }
}
