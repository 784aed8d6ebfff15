package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many read reports at once: each has one in memory as long as its reader takes, and whatever readers do may not cost a run. With
 * the latencies of each second a report of a day takes some 50 MB, so that one at a time is read with them, and {@value #PLACES} without.
 * A reader that stops reading is let go by the web server after {@code server.tomcat.connection-timeout}.
 *
 * <p>Any thread; waits for a place for a few seconds.
 */
@Component
class ReportPlaces {
    private static final int PLACES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final Semaphore freeWithSeconds = new Semaphore(1, true);
    private final Duration patience;

    @Autowired
    ReportPlaces() {
        this(PLACES, PATIENCE);
    }

    ReportPlaces(int places, Duration patience) {
        this.free = new Semaphore(places, true);
        this.patience = patience;
    }

    /** A place, to be given back. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @param withSeconds whether the latencies of each second are read
     * @throws ProblemException when none came free
     */
    Place take(boolean withSeconds) {
        Semaphore places = withSeconds ? freeWithSeconds : free;
        boolean taken;
        try {
            taken = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            taken = false;
        }
        if (!taken) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_READERS.because("other clients are reading reports, and none had done within "
                            + patience.toSeconds() + " s; ask again later"));
        }
        return places::release;
    }
}
