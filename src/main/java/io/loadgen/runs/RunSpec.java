package io.loadgen.runs;

import static io.loadgen.runs.InvalidSpecException.require;

import io.loadgen.injection.InjectMode;
import java.time.Duration;

/**
 * What a run is asked to do. Immutable; echoed in every answer about the run. Constructors check every number and refuse with
 * an {@link InvalidSpecException} that names the field, the value and the accepted range.
 */
public sealed interface RunSpec permits SustainedSpec, CapacitySpec {
    /** The longest time that a signal may be waited for: well inside the histograms' range. */
    Duration LONGEST_WAIT = Duration.ofMinutes(5);

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

    /**
     * Checks what every type of run has.
     *
     * @param fixture the fixture set
     * @param usersPerAdd users a request adds
     * @param replyTimeout longest wait for a reply
     * @param eventTimeout longest wait for an event or a result
     * @param maxOutstanding most slots sent and not finished
     * @throws InvalidSpecException naming the first that cannot be accepted
     */
    static void requireCommon(
            String fixture, int usersPerAdd, Duration replyTimeout, Duration eventTimeout, int maxOutstanding) {
        require(!fixture.isBlank(), "fixture", fixture, "the id of a fixture set, such as members-medium-42");
        require(usersPerAdd >= 1, "usersPerAdd", usersPerAdd, "1 or more");
        require(isWait(replyTimeout), "replyTimeout", replyTimeout, "above 0s, at most 5m");
        require(isWait(eventTimeout), "eventTimeout", eventTimeout, "above 0s, at most 5m");
        require(maxOutstanding >= 1 && maxOutstanding <= 1_000_000, "maxOutstanding", maxOutstanding, "1 to 1000000");
    }

    private static boolean isWait(Duration wait) {
        return wait.isPositive() && wait.compareTo(LONGEST_WAIT) <= 0;
    }
}
