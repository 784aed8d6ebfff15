package io.loadgen.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides what goes wrong and when. Any thread; must not block. */
public interface FaultPlan {
    /**
     * An occasion has come.
     *
     * @param occasion which
     * @return the fault that strikes now, one of that occasion, or null
     */
    @Nullable
    Fault strike(Fault.Occasion occasion);

    /**
     * A fault strikes the job of a request.
     *
     * @param fault which
     * @param requestId the request id of the job
     */
    default void struckJob(Fault fault, String requestId) {}

    /**
     * A job comes again since it failed.
     *
     * @param requestId its request id
     * @param attempt which attempt it is, from 2
     * @return the fault that strikes it now, too, or null
     */
    default @Nullable Fault strikeAgain(String requestId, long attempt) {
        return null;
    }

    /**
     * How late {@link Fault#DELAY_EVENT} makes an event.
     *
     * @return 0 or more
     */
    Duration eventDelay();

    /**
     * Nothing goes wrong.
     *
     * @return a plan without faults
     */
    static FaultPlan none() {
        return new Faults();
    }
}
