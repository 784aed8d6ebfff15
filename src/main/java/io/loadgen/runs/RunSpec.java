package io.loadgen.runs;

import io.loadgen.injection.InjectMode;
import java.time.Duration;

/**
 * What a run is asked to do. Immutable; echoed in every answer about the run. Constructors check every number and refuse with
 * an {@link InvalidSpecException} that names the field, the value and the accepted range.
 */
public sealed interface RunSpec permits SustainedSpec {
    /**
     * The id of the fixture set that it feeds on.
     *
     * @return {@code {preset}-{seed}}
     */
    String fixture();

    /**
     * How many users each request adds.
     *
     * @return 1 or more
     */
    int usersPerAdd();

    /**
     * Where requests enter.
     *
     * @return the inject mode
     */
    InjectMode inject();

    /**
     * The longest wait for a reply or an ack, counted from the actual send.
     *
     * @return above zero
     */
    Duration replyTimeout();

    /**
     * The longest wait for a member event and for a job result, counted from the actual send.
     *
     * @return above zero
     */
    Duration eventTimeout();

    /**
     * The most slots that may be sent and not finished.
     *
     * @return 1 or more
     */
    int maxOutstanding();

    /**
     * Whether the canonical subject is watched, for the handoff stage.
     *
     * @return true to watch
     */
    boolean observeHandoff();

    /**
     * The limits that decide PASS or FAIL.
     *
     * @return the limits, {@link Slo#none()} for none
     */
    Slo slo();
}
