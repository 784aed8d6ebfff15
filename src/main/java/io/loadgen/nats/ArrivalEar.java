package io.loadgen.nats;

import io.loadgen.injection.InjectionException;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens at another site for what arrives there, over a connection of its own. What befalls that connection is told among the troubles of
 * the session, since what arrives meanwhile is not heard. Its handler is called by the thread that reads the connection.
 */
final class ArrivalEar implements AutoCloseable, NatsLink.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalEar.class);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final String ARRIVALS = "arrivals at the other site";

    private final Lane lane;
    private final TroubleLog troubles;
    private final Lane.Subscription subscription;
    private final NatsLink.Watch watch;

    /** Listens from now on; the server there has confirmed it. */
    ArrivalEar(NatsLink link, String subject, Consumer<IncomingSignal> handler, TroubleLog troubles)
            throws InjectionException {
        this.troubles = troubles;
        try {
            Connection connection = link.connected();
            lane = NatsLink.laneOf(connection);
            watch = link.watch(connection, this);
            subscription = lane.subscribe(subject, handler);
            connection.flush(CONFIRM_TIMEOUT);
        } catch (InjectionException | IOException | TimeoutException unreachable) {
            throw new InjectionException(
                    "nobody can listen at the other site, loadgen.other-site.nats-url: " + unreachable.getMessage(),
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InjectionException("interrupted while subscribing at the other site", interrupted);
        }
    }

    @Override
    public void lost() {
        troubles.add(Kind.SERVER_ERROR, ARRIVALS, "the connection was lost: what arrived meanwhile was not heard");
    }

    @Override
    public void resubscribed() {
        // What came meanwhile is lost all the same.
    }

    @Override
    public void lameDuck(String address) {
        troubles.add(Kind.LAME_DUCK, ARRIVALS, address + " is about to shut down");
    }

    @Override
    public void complained(String words) {
        Kind kind = ServerError.of(words) instanceof ServerError.SubscriptionDenied
                ? Kind.SUBSCRIPTION_DENIED
                : Kind.SERVER_ERROR;
        troubles.add(kind, ARRIVALS, words);
    }

    @Override
    public void close() {
        watch.close();
        try {
            lane.unsubscribe(subscription);
        } catch (IOException broken) {
            LOG.debug("A broken connection has no subscriptions to end: {}", broken.getMessage());
        }
    }
}
