package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.time.Duration;

/**
 * An open-loop run: requests at a fixed rate for a fixed time, whatever the system under test does.
 *
 * @param fixture the fixture set
 * @param ratePerSecond requests a second, above 0
 * @param duration how long, warm-up included, above zero
 * @param warmup the first part, left out of the figures; zero or more, below {@code duration}
 * @param usersPerAdd users a request adds, 1 or more
 * @param inject where requests enter
 * @param shape what requests name; no channels where {@code inject} is canonical. Other than users it needs {@code usersPerAdd}
 *     to be a multiple of the fixture set's users per block, which is checked when the run is prepared
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most slots sent and not finished, 1 to 1,000,000
 * @param maxScheduleLag a slot later than this is dropped, above zero
 * @param observeHandoff whether the canonical subject is watched
 * @param slo the limits that decide PASS or FAIL
 * @param abortOn what ends the run before its time
 */
public record SustainedSpec(
        String fixture,
        double ratePerSecond,
        Duration duration,
        Duration warmup,
        int usersPerAdd,
        InjectMode inject,
        ShapeMix shape,
        Duration replyTimeout,
        Duration eventTimeout,
        int maxOutstanding,
        Duration maxScheduleLag,
        boolean observeHandoff,
        Slo slo,
        AbortLimits abortOn)
        implements RunSpec {
    /** The longest run. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** Checks every number. */
    public SustainedSpec {
        RunSpec.requireCommon(fixture, usersPerAdd, inject, shape, replyTimeout, eventTimeout, maxOutstanding);
        require(ratePerSecond > 0 && ratePerSecond <= 1_000_000, "rate", ratePerSecond, "above 0, at most 1000000");
        require(within(duration, LONGEST), "duration", duration, "above 0s, at most " + LONGEST.toHours() + "h");
        require(
                !warmup.isNegative() && warmup.compareTo(duration) < 0,
                "warmup",
                warmup,
                "0s or more, below duration, which is " + InvalidSpecException.seconds(duration));
        require(within(maxScheduleLag, LONGEST_WAIT), "maxScheduleLag", maxScheduleLag, "above 0s, at most 5m");
    }

    @Override
    public SustainedSpec withAbortOn(AbortLimits limits) {
        return new SustainedSpec(
                fixture,
                ratePerSecond,
                duration,
                warmup,
                usersPerAdd,
                inject,
                shape,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                maxScheduleLag,
                observeHandoff,
                slo,
                limits);
    }

    /**
     * Sees to it that the run can be judged: it measures a slot, and has requests enough for each percentile that is limited. Asked when a
     * run is started, not of one that is told of.
     *
     * @throws InvalidSpecException naming the field, and what it would take
     */
    void requireMeasurable() {
        long measured = plannedSlots() - slotsWithin(warmup, ratePerSecond);
        require(
                measured >= 1,
                "warmup",
                warmup,
                "short enough to leave a request to be measured: at " + ratePerSecond + "/s one is due every "
                        + InvalidSpecException.seconds(Duration.ofMillis(Math.round(1e3 / ratePerSecond))));
        slo.requireSamples(
                measured,
                needed -> needed + " measured requests, which take a duration of "
                        + InvalidSpecException.seconds(
                                warmup.plusMillis((long) Math.ceil(needed / ratePerSecond * 1e3)))
                        + " at " + ratePerSecond + "/s");
    }

    /**
     * How many slots are due within a stretch of the schedule.
     *
     * @param time from the start
     * @param ratePerSecond slots a second
     * @return the number of the first slot that is due after it
     */
    public static long slotsWithin(Duration time, double ratePerSecond) {
        return (long) Math.ceil(time.toNanos() / 1e9 * ratePerSecond - 1e-9);
    }

    private static boolean within(Duration value, Duration longest) {
        return value.isPositive() && value.compareTo(longest) <= 0;
    }

    /**
     * Slots of the whole schedule.
     *
     * @return rate times duration, rounded down, at least 1
     */
    public long plannedSlots() {
        return Math.max(1, (long) Math.floor(ratePerSecond * (duration.toNanos() / 1e9) + 1e-9));
    }
}
