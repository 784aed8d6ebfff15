package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop run: requests at a fixed rate for a fixed time, whatever the system under test does.
 * What is left out (null) is filled in with its default.
 *
 * @param fixture the id of the fixture set
 * @param preset the name of a built-in preset, with {@code seed} another way to name the fixture set; null once that is done
 * @param seed the seed of the fixture set, with {@code preset} only; null once the fixture set is named
 * @param rate requests a second, above 0
 * @param duration how long, warm-up included, above zero
 * @param warmup the first part, left out of the figures; zero or more, below {@code duration}
 * @param usersPerAdd users a request adds, 1 or more
 * @param inject where requests enter
 * @param shape the word of what requests name; no channels where {@code inject} is canonical. Other than users it needs {@code usersPerAdd}
 *     to be a multiple of the fixture set's users per block, which is checked when the run is prepared
 * @param mix how often each shape comes, null unless {@code shape} is mixed
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most slots sent and not finished, 1 to 1,000,000
 * @param maxScheduleLag a slot later than this is dropped, above zero
 * @param observeHandoff whether the canonical subject is watched
 * @param slo the limits that decide PASS or FAIL
 * @param abortOn what ends the run before its time
 * @param arrivals how the requests are spread over the time
 * @param rooms which room each request goes to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SustainedRun", description = "An open-loop run: requests at a fixed rate for a fixed time.")
public record SustainedSpec(
        @Schema(description = "Id of the fixture set. Give this, or `preset` and `seed`.", example = "members-small-42")
        String fixture,

        @Schema(description = "Name of a built-in preset, in place of `fixture`") @Nullable
        String preset,

        @Schema(description = "Seed of the fixture set, with `preset` only", minimum = "0", defaultValue = "42")
        @Nullable
        Long seed,

        @Schema(description = "Requests a second, above 0", defaultValue = "100", example = "5")
        Double rate,

        @Schema(description = "How long, warm-up included; such as 60s, 1m30s or PT1M30S", defaultValue = "60s")
        @DurationText.Json
        Duration duration,

        @Schema(description = "The first part, left out of the figures; below `duration`", defaultValue = "10s")
        @DurationText.Json
        Duration warmup,

        @Schema(description = "Users each request adds, 1 or more", minimum = "1", defaultValue = "10")
        Integer usersPerAdd,

        @Schema(
                description = "Where requests enter: through room-service, or straight into its stream",
                implementation = String.class,
                allowableValues = {"frontdoor", "canonical"},
                defaultValue = "frontdoor")
        InjectMode inject,

        @Schema(
                description = SHAPE,
                allowableValues = {"users", "orgs", "channels", "mixed"},
                defaultValue = "users")
        String shape,

        ShapeMix.@Nullable Weighted mix,

        @Schema(description = "Longest wait for a reply, above 0s, at most 5m", defaultValue = "5s") @DurationText.Json
        Duration replyTimeout,

        @Schema(
                description = "Longest wait for a member event and a job result, above 0s, at most 30m",
                defaultValue = "30s")
        @DurationText.Json
        Duration eventTimeout,

        @Schema(description = "Most requests sent and not finished", defaultValue = "100000")
        Integer maxOutstanding,

        @Schema(
                description = "A request later than this is dropped as underrun; above 0s, at most 5m",
                defaultValue = "5s")
        @DurationText.Json
        Duration maxScheduleLag,

        @Schema(description = "Whether the handoff to the stream is watched", defaultValue = "true")
        Boolean observeHandoff,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        Slo slo,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        AbortLimits abortOn,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        @Schema(description = "How the requests are spread over the time", implementation = String.class)
        Arrivals arrivals,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        @Schema(description = "Which room each request goes to", implementation = String.class)
        RoomChoice rooms)
        implements RunSpec {
    /** The value of {@code type}. */
    static final String TYPE = "sustained";

    /** The longest run. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** Fills in what was left out, and checks every number. */
    public SustainedSpec {
        fixture = Presets.fixtureId(fixture, preset, seed);
        preset = null;
        seed = null;
        duration = requireNonNullElse(duration, Duration.ofSeconds(60));
        warmup = requireNonNullElse(warmup, Duration.ofSeconds(10));
        usersPerAdd = requireNonNullElse(usersPerAdd, 10);
        inject = requireNonNullElse(inject, InjectMode.FRONTDOOR);
        shape = requireNonNullElse(shape, Shape.USERS.label());
        mix = ShapeMix.weights(shape, mix, inject);
        replyTimeout = requireNonNullElse(replyTimeout, Duration.ofSeconds(5));
        eventTimeout = requireNonNullElse(eventTimeout, Duration.ofSeconds(30));
        maxOutstanding = requireNonNullElse(maxOutstanding, 100_000);
        maxScheduleLag = requireNonNullElse(maxScheduleLag, Duration.ofSeconds(5));
        observeHandoff = requireNonNullElse(observeHandoff, true);
        slo = requireNonNullElse(slo, Slo.none());
        abortOn = requireNonNullElse(abortOn, AbortLimits.none());
        arrivals = requireNonNullElse(arrivals, Arrivals.even());
        rooms = requireNonNullElse(rooms, RoomChoice.inTurn());
        rate = rate(rate, arrivals, duration, warmup);
        RunSpec.requireCommon(fixture, usersPerAdd, inject, shape, mix, replyTimeout, eventTimeout, maxOutstanding);
        require(rate > 0 && rate <= 1_000_000, "rate", rate, "above 0, at most 1000000");
        require(
                DurationText.isWithin(duration, LONGEST),
                "duration",
                duration,
                "above 0s, at most " + LONGEST.toHours() + "h");
        require(
                !warmup.isNegative() && warmup.compareTo(duration) < 0,
                "warmup",
                warmup,
                "0s or more, below duration, which is " + DurationText.format(duration));
        RunSpec.requireScheduleLag(maxScheduleLag);
    }

    /** The rate of a trace is its own: that of the part that is measured. */
    private static double rate(@Nullable Double asked, Arrivals arrivals, Duration duration, Duration warmup) {
        if (!(arrivals instanceof Arrivals.Trace trace) || warmup.isNegative() || warmup.compareTo(duration) >= 0) {
            return requireNonNullElse(asked, 100.0);
        }
        int measured = trace.slotsWithin(duration) - trace.slotsWithin(warmup);
        require(
                measured > 0,
                "arrivals.offsets",
                trace.words(),
                "such that a request is due after warmup and before duration, which are " + DurationText.format(warmup)
                        + " and " + DurationText.format(duration));
        double own = measured * 1e9 / duration.minus(warmup).toNanos();
        require(
                asked == null || asked == own,
                "rate",
                asked,
                "left out where arrivals is a trace, which has its own: " + own + "/s in the measured part");
        return own;
    }

    @Override
    public SustainedSpec withAbortOn(AbortLimits limits) {
        return new SustainedSpec(
                fixture,
                preset,
                seed,
                rate,
                duration,
                warmup,
                usersPerAdd,
                inject,
                shape,
                mix,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                maxScheduleLag,
                observeHandoff,
                slo,
                limits,
                arrivals,
                rooms);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Double targetRate() {
        return rate;
    }

    @Override
    public Duration sendingTime() {
        return duration;
    }

    @Override
    public String load() {
        String load = String.format(
                Locale.ROOT,
                "%.1f/s of %s for %s, the first %s warm-up",
                rate,
                addedUsers(),
                DurationText.format(duration),
                DurationText.format(warmup));
        String spread = arrivals.equals(Arrivals.even()) ? "" : ", arrivals " + arrivals.words();
        return load + spread + (rooms.equals(RoomChoice.inTurn()) ? "" : ", rooms " + rooms.words());
    }

    @Override
    public Map.Entry<String, String> appetite() {
        return Map.entry("rate", rate.toString());
    }

    @Override
    public Map<String, @Nullable Object> pace() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("rate", rate);
        fields.put("duration", duration);
        fields.put("warmup", warmup);
        // As in the first reports, which had nothing else: a fingerprint holds for good.
        fields.put("arrivals", arrivals.equals(Arrivals.even()) ? null : arrivals);
        fields.put("rooms", rooms.equals(RoomChoice.inTurn()) ? null : rooms);
        return fields;
    }

    /**
     * Sees to it that the run can be judged: it measures a slot, and has requests enough for each percentile that is limited. Asked when a
     * run is started, not of one that is told of.
     *
     * @throws InvalidSpecException naming the field, and what it would take
     */
    void requireMeasurable() {
        long measured = plannedSlots() - warmupSlots();
        require(
                measured >= 1,
                "warmup",
                warmup,
                "short enough to leave a request to be measured: at " + rate + "/s one is due every "
                        + DurationText.format(Duration.ofMillis(Math.round(1e3 / rate))));
        slo.requireSamples(
                measured,
                needed -> needed + " measured requests, which take a duration of "
                        + DurationText.format(warmup.plusMillis((long) Math.ceil(needed / rate * 1e3)))
                        + " at " + rate + "/s");
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

    /** The first slot that is not warm-up. */
    public long warmupSlots() {
        return arrivals instanceof Arrivals.Trace trace ? trace.slotsWithin(warmup) : slotsWithin(warmup, rate);
    }

    /** Slots of the whole schedule: rate times duration, rounded down, at least 1; of a trace those that it has. */
    public long plannedSlots() {
        if (arrivals instanceof Arrivals.Trace trace) {
            return trace.slotsWithin(duration);
        }
        return Math.max(1, (long) Math.floor(rate * (duration.toNanos() / 1e9) + 1e-9));
    }
}
