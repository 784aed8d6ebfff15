package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search for the highest rate that holds: open-loop trials at one rate after another, each in rooms of its own. What is left out (null) is
 * filled in with its default.
 *
 * @param fixture the id of the fixture set
 * @param preset the name of a built-in preset, with {@code seed} another way to name the fixture set; null once that is done
 * @param seed the seed of the fixture set, with {@code preset} only; null once the fixture set is named
 * @param mode how the rates are chosen
 * @param minRate the least rate that is tried, requests a second, above 0; of a scan its first step
 * @param maxRate the greatest, above {@code minRate}; of a scan its last step
 * @param width how far the rate that broke may be above the one that held, as a share of that
 * @param steps the rates of a scan, upwards; null where {@code mode} is search
 * @param trial how long each rate is tried
 * @param budget what all trials together may take
 * @param usersPerAdd users a request adds, 1 or more
 * @param inject where requests enter
 * @param shape the word of what requests name
 * @param mix how often each shape comes, null unless {@code shape} is mixed
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most slots sent and not finished, 1 to 1,000,000
 * @param maxScheduleLag a slot later than this is dropped, above zero
 * @param observeHandoff whether the canonical subject is watched
 * @param slo the goal: the limits that each trial is held to, and the rate that is to hold
 * @param abortOn what ends the run before its time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SearchRun", description = "A search for the highest rate that holds: open-loop trials in fresh rooms.")
public record SearchSpec(
        @Schema(description = "Id of the fixture set. Give this, or `preset` and `seed`.", example = "members-heavy-42")
        String fixture,

        @Schema(description = "Name of a built-in preset, in place of `fixture`") @Nullable
        String preset,

        @Schema(description = "Seed of the fixture set, with `preset` only", minimum = "0", defaultValue = "42")
        @Nullable
        Long seed,

        @Schema(
                description = "How rates are chosen: by halving what is open in the logarithm, or those of `steps`",
                implementation = String.class,
                allowableValues = {"search", "scan"},
                defaultValue = "search")
        SearchMode mode,

        @Schema(
                description = "Least rate that is tried, requests a second, above 0; of a scan its first step",
                defaultValue = "10")
        Double minRate,

        @Schema(
                description = "Greatest rate that is tried, above `minRate`; of a scan its last step",
                defaultValue = "500")
        Double maxRate,

        @Schema(
                description =
                        "How far the rate that broke may be above the one that held, as a share of that, 0.01 to 1",
                defaultValue = "0.05")
        Double width,

        @Schema(
                description = "The rates of a scan, requests a second, each above the one before, 1 to 50 of them; with"
                        + " `mode` scan only")
        @Nullable
        List<Double> steps,

        Trial trial,

        Budget budget,

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

        Slo slo,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        AbortLimits abortOn)
        implements RunSpec {
    /** The value of {@code type}. */
    static final String TYPE = "search";

    private static final int MOST_STEPS = 50;

    /** Whether what is under way grows is told by whole seconds, three at least, and the last one may not be whole. */
    private static final Duration SHORTEST_MEASURED = Duration.ofSeconds(4);

    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(10);
    private static final Trial DEFAULT_TRIAL = new Trial(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Budget DEFAULT_BUDGET = new Budget(Duration.ofMinutes(10), null);

    /** Fills in what was left out, and checks every number. */
    public SearchSpec {
        fixture = Presets.fixtureId(fixture, preset, seed);
        preset = null;
        seed = null;
        mode = requireNonNullElse(mode, SearchMode.SEARCH);
        steps = steps(mode, steps);
        minRate = requireNonNullElse(minRate, steps == null ? 10.0 : steps.getFirst());
        maxRate = requireNonNullElse(maxRate, steps == null ? 500.0 : steps.getLast());
        width = requireNonNullElse(width, 0.05);
        trial = requireNonNullElse(trial, DEFAULT_TRIAL);
        budget = requireNonNullElse(budget, DEFAULT_BUDGET);
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
        RunSpec.requireCommon(fixture, usersPerAdd, inject, shape, mix, replyTimeout, eventTimeout, maxOutstanding);
        requireRange(mode, minRate, maxRate, steps);
        require(width >= 0.01 && width <= 1, "width", width, "0.01 to 1");
        RunSpec.requireScheduleLag(maxScheduleLag);
        require(
                slo.limitsRates(),
                "slo",
                "no limit",
                "at least one limit of e1, e2, errorRate or backlogGrowth: it says what it is for a rate to hold");
        Double goal = slo.rate();
        require(
                goal == null || (goal >= minRate && goal <= maxRate),
                "slo.rate",
                goal,
                "minRate to maxRate, which is " + minRate + " to " + maxRate);
    }

    private static @Nullable List<Double> steps(SearchMode mode, @Nullable List<Double> steps) {
        if (mode == SearchMode.SEARCH) {
            require(steps == null || steps.isEmpty(), "steps", steps, "left out where mode is search");
            return null;
        }
        List<Double> given = requireNonNullElse(steps, List.of());
        String accepted = "1 to " + MOST_STEPS + " rates above 0, each above the one before, where mode is scan";
        require(!given.isEmpty() && given.size() <= MOST_STEPS, "steps", given, accepted);
        double before = 0;
        for (Double step : given) {
            require(step != null && step > before, "steps", given, accepted);
            before = step;
        }
        return List.copyOf(given);
    }

    private static void requireRange(SearchMode mode, double min, double max, @Nullable List<Double> steps) {
        if (mode == SearchMode.SCAN && steps != null) {
            require(min == steps.getFirst(), "minRate", min, "left out where mode is scan");
            require(max == steps.getLast(), "maxRate", max, "left out where mode is scan");
        }
        require(min > 0 && min <= 1_000_000, "minRate", min, "above 0, at most 1000000");
        require(
                (mode == SearchMode.SCAN || max > min) && max <= 1_000_000,
                "maxRate",
                max,
                "above minRate, which is " + min + ", at most 1000000");
    }

    /**
     * How long each rate is tried.
     *
     * @param warmup what comes first, left out of the figures; zero or more
     * @param duration what is measured after it; four seconds at least
     */
    @Schema(name = "SearchTrial", description = "How long each rate is tried.")
    public record Trial(
            @Schema(description = "What a trial begins with, left out of the figures; at most 10m", defaultValue = "2s")
            @DurationText.Json
            Duration warmup,

            @Schema(description = "How long is measured after that, 4s to 10m", defaultValue = "10s") @DurationText.Json
            Duration duration) {
        /** Fills in what was left out, and checks. */
        public Trial {
            warmup = requireNonNullElse(warmup, Duration.ofSeconds(2));
            duration = requireNonNullElse(duration, Duration.ofSeconds(10));
            require(
                    !warmup.isNegative() && warmup.compareTo(LONGEST_TRIAL) <= 0,
                    "trial.warmup",
                    warmup,
                    "0s or more, at most 10m");
            require(
                    duration.compareTo(SHORTEST_MEASURED) >= 0 && duration.compareTo(LONGEST_TRIAL) <= 0,
                    "trial.duration",
                    duration,
                    "at least 4s, at most 10m");
        }
    }

    /**
     * What all trials together may take.
     *
     * @param time after that no trial is begun
     * @param candidates so many at most are added; null for as many as the fixture set has
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SearchBudget", description = "What all trials together may take.")
    public record Budget(
            @Schema(description = "After that no trial is begun; above 0s, at most 24h", defaultValue = "10m")
            @DurationText.Json
            Duration time,

            @Schema(
                    description =
                            "Most candidates that all trials together may add; where it is left out, as many as the"
                                    + " fixture set has",
                    minimum = "1")
            @Nullable
            Long candidates) {
        /** Fills in what was left out, and checks. */
        public Budget {
            time = requireNonNullElse(time, Duration.ofMinutes(10));
            require(DurationText.isWithin(time, SustainedSpec.LONGEST), "budget.time", time, "above 0s, at most 24h");
            require(candidates == null || candidates >= 1, "budget.candidates", candidates, "1 or more");
        }
    }

    @Override
    public SearchSpec withAbortOn(AbortLimits limits) {
        return new SearchSpec(
                fixture,
                preset,
                seed,
                mode,
                minRate,
                maxRate,
                width,
                steps,
                trial,
                budget,
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
                limits);
    }

    /**
     * The run that one trial is.
     *
     * @param ratePerSecond its rate
     * @param lengths how many times as long as others it measures, 1 or more
     * @return its specification
     */
    public SustainedSpec at(double ratePerSecond, int lengths) {
        Duration measured = trial.duration().multipliedBy(lengths);
        return new SustainedSpec(
                fixture,
                null,
                null,
                ratePerSecond,
                trial.warmup().plus(measured),
                trial.warmup(),
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
                abortOn,
                Arrivals.even(),
                RoomChoice.inTurn());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String load() {
        List<Double> given = steps;
        return String.format(
                Locale.ROOT,
                "%s of %s, each for %s after %s of warm-up",
                given == null
                        ? String.format(Locale.ROOT, "%.1f to %.1f/s within %.0f %%", minRate, maxRate, width * 100)
                        : given.size() + " steps from " + minRate + " to " + maxRate + "/s",
                addedUsers(),
                DurationText.format(trial.duration()),
                DurationText.format(trial.warmup()));
    }

    @Override
    public Map.Entry<String, String> appetite() {
        return steps == null ? Map.entry("maxRate", maxRate.toString()) : Map.entry("steps", Objects.toString(steps));
    }

    @Override
    public Map<String, @Nullable Object> pace() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("mode", mode);
        fields.put("minRate", minRate);
        fields.put("maxRate", maxRate);
        fields.put("width", width);
        fields.put("steps", steps);
        fields.put("trial", trial);
        fields.put("budget", budget);
        return fields;
    }

    /**
     * Sees to it that a trial at the least rate can be judged. Asked when a run is started, not of one that is told of.
     *
     * @throws InvalidSpecException naming the limit that too few requests can keep
     */
    void requireMeasurable() {
        SustainedSpec least = at(minRate, 1);
        long measured = least.plannedSlots() - SustainedSpec.slotsWithin(trial.warmup(), minRate);
        slo.requireSamples(
                measured,
                needed -> needed + " measured requests, which take a trial.duration of "
                        + DurationText.format(Duration.ofMillis((long) Math.ceil(needed / minRate * 1e3)))
                        + " at the least rate of " + minRate + "/s, or a minRate of "
                        + Math.ceil(needed * 1e3 / trial.duration().toMillis()) + "/s");
    }
}
