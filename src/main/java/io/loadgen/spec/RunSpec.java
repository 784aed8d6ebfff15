package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import io.loadgen.contract.Shape;
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
     * What each request names to say whom it adds.
     *
     * @return one shape, or several by their weights
     */
    ShapeMix shape();

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
     * What ends the run before its time.
     *
     * @return the limits, {@link AbortLimits#none()} for none
     */
    AbortLimits abortOn();

    /**
     * The same run with other limits on its own going on.
     *
     * @param limits what ends the run before its time
     * @return a copy
     */
    RunSpec withAbortOn(AbortLimits limits);

    /**
     * Checks what every type of run has.
     *
     * @param fixture the fixture set
     * @param usersPerAdd users a request adds
     * @param inject where requests enter
     * @param shape what requests name
     * @param replyTimeout longest wait for a reply
     * @param eventTimeout longest wait for an event or a result
     * @param maxOutstanding most slots sent and not finished
     * @throws InvalidSpecException naming the first that cannot be accepted
     */
    static void requireCommon(
            String fixture,
            int usersPerAdd,
            InjectMode inject,
            ShapeMix shape,
            Duration replyTimeout,
            Duration eventTimeout,
            int maxOutstanding) {
        require(!fixture.isBlank(), "fixture", fixture, "the id of a fixture set, such as members-medium-42");
        require(usersPerAdd >= 1, "usersPerAdd", usersPerAdd, "1 or more");
        requireExpandable(inject, shape);
        require(isWait(replyTimeout), "replyTimeout", replyTimeout, "above 0s, at most 5m");
        require(isWait(eventTimeout), "eventTimeout", eventTimeout, "above 0s, at most 5m");
        require(maxOutstanding >= 1 && maxOutstanding <= 1_000_000, "maxOutstanding", maxOutstanding, "1 to 1000000");
    }

    /** Channels are room-service's to expand; a canonical message goes past it. */
    private static void requireExpandable(InjectMode inject, ShapeMix shape) {
        if (inject == InjectMode.CANONICAL && shape.weight(Shape.CHANNELS) > 0) {
            String reason = " where inject is canonical: only room-service expands channels";
            throw switch (shape) {
                case ShapeMix.Only only ->
                    new InvalidSpecException("shape", only.word(), "users, orgs, or mixed without channels" + reason);
                case ShapeMix.Weighted weighted ->
                    new InvalidSpecException("mix.channels", Integer.toString(weighted.channels()), "0" + reason);
            };
        }
    }

    /**
     * Checks the users of a request against the blocks of the fixture set, which is known when the run is prepared.
     *
     * @param usersPerBlock users of each block
     * @throws InvalidSpecException when requests take whole blocks and {@link #usersPerAdd} is no number of them
     */
    default void requireBlocks(int usersPerBlock) {
        require(
                !shape().takesBlocks() || usersPerAdd() % usersPerBlock == 0,
                "usersPerAdd",
                usersPerAdd(),
                "a multiple of " + usersPerBlock + " (the usersPerBlock of " + fixture() + ") where shape is "
                        + shape().word());
    }

    private static boolean isWait(Duration wait) {
        return wait.isPositive() && wait.compareTo(LONGEST_WAIT) <= 0;
    }
}
