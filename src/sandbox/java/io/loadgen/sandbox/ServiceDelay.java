package io.loadgen.sandbox;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a message back: until a stall of the whole service is over, then for the service time drawn for it.
 *
 * <p>Any thread. An interrupt ends every wait and stays set.
 */
final class ServiceDelay {
    private final SimulatedService service;
    private final ServiceTime time;
    private final DrawListener listener;
    private final Random random;
    private volatile long stalledUntilNanos = System.nanoTime();

    ServiceDelay(SimulatedService service, SimulatorSettings settings) {
        this.service = service;
        this.time = settings.timeOf(service);
        this.listener = settings.drawListener();
        this.random = new Random(settings.seed() ^ service.title().hashCode());
    }

    /** Nothing passes until the time is over; what has passed goes on. */
    void stall(Duration duration) {
        stalledUntilNanos = System.nanoTime() + duration.toNanos();
    }

    /** Returns when the message may be handled; false when it must not be, since the service is closing. */
    boolean pass() {
        // A stall may be prolonged while it is waited for.
        while (stalledUntilNanos - System.nanoTime() > 0 && !isInterrupted()) {
            parkUntil(stalledUntilNanos);
        }
        long startNanos = System.nanoTime();
        long drawnNanos = time.drawNanos(random);
        listener.drew(service, drawnNanos);
        parkUntil(startNanos + drawnNanos);
        return !isInterrupted();
    }

    void parkUntil(long instantNanos) {
        long remainingNanos;
        while ((remainingNanos = instantNanos - System.nanoTime()) > 0 && !isInterrupted()) {
            LockSupport.parkNanos(this, remainingNanos);
        }
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
