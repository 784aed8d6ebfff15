package io.loadgen.api;

import io.loadgen.fixtures.Preset;
import io.loadgen.fixtures.Presets;
import io.loadgen.injection.InjectMode;
import io.loadgen.runs.InvalidSpecException;
import io.loadgen.runs.Slo;
import io.loadgen.runs.SustainedSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop run as it is asked for. Everything but the fixture set has a default.
 *
 * @param fixture the id of the fixture set; or else {@code preset}
 * @param preset the name of a built-in preset; or else {@code fixture}
 * @param seed the seed of the fixture set, with {@code preset} only
 * @param rate requests a second
 * @param duration how long, warm-up included
 * @param warmup the first part, left out of the figures
 * @param usersPerAdd users a request adds
 * @param inject where requests enter
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most requests sent and not finished
 * @param maxScheduleLag a request later than this is dropped
 * @param observeHandoff whether the canonical subject is watched
 * @param slo limits that decide PASS or FAIL
 */
@Schema(name = "SustainedRun", description = "An open-loop run: requests at a fixed rate for a fixed time.")
public record SustainedRequest(
        @Schema(description = "Id of the fixture set. Give this, or `preset` and `seed`.", example = "members-small-42")
        @Nullable
        String fixture,

        @Schema(description = "Name of a built-in preset, in place of `fixture`", hidden = false) @Nullable
        String preset,

        @Schema(description = "Seed of the fixture set, with `preset` only", defaultValue = "42") @Nullable
        Long seed,

        @Schema(description = "Requests a second, above 0", defaultValue = "100", example = "5") @Nullable
        Double rate,

        @Schema(description = "How long, warm-up included; such as 60s, 1m30s or PT1M30S", defaultValue = "60s")
        @Nullable
        String duration,

        @Schema(description = "The first part, left out of the figures; below `duration`", defaultValue = "10s")
        @Nullable
        String warmup,

        @Schema(description = "Users each request adds, 1 or more", defaultValue = "10") @Nullable
        Integer usersPerAdd,

        @Schema(
                description = "Where requests enter: through room-service, or straight into its stream",
                allowableValues = {"frontdoor", "canonical"},
                defaultValue = "frontdoor")
        @Nullable
        String inject,

        @Schema(description = "Longest wait for a reply", defaultValue = "5s") @Nullable
        String replyTimeout,

        @Schema(description = "Longest wait for a member event and a job result", defaultValue = "30s") @Nullable
        String eventTimeout,

        @Schema(description = "Most requests sent and not finished", defaultValue = "100000") @Nullable
        Integer maxOutstanding,

        @Schema(description = "A request later than this is dropped as underrun", defaultValue = "5s") @Nullable
        String maxScheduleLag,

        @Schema(description = "Whether the handoff to the stream is watched", defaultValue = "true") @Nullable
        Boolean observeHandoff,

        @Nullable SloRequest slo)
        implements RunRequest {
    /** The value of {@code type}. */
    static final String TYPE = "sustained";

    private static final long DEFAULT_SEED = 42;

    @Override
    public SustainedSpec toSpec() {
        return new SustainedSpec(
                fixtureId(),
                or(rate, 100.0),
                duration("duration", duration, Duration.ofSeconds(60)),
                duration("warmup", warmup, Duration.ofSeconds(10)),
                or(usersPerAdd, 10),
                injectMode(),
                duration("replyTimeout", replyTimeout, Duration.ofSeconds(5)),
                duration("eventTimeout", eventTimeout, Duration.ofSeconds(30)),
                or(maxOutstanding, 100_000),
                duration("maxScheduleLag", maxScheduleLag, Duration.ofSeconds(5)),
                or(observeHandoff, true),
                slo == null ? Slo.none() : slo.toSlo());
    }

    static SustainedRequest of(SustainedSpec spec) {
        return new SustainedRequest(
                spec.fixture(),
                null,
                null,
                spec.ratePerSecond(),
                DurationText.format(spec.duration()),
                DurationText.format(spec.warmup()),
                spec.usersPerAdd(),
                lowerCase(spec.inject()),
                DurationText.format(spec.replyTimeout()),
                DurationText.format(spec.eventTimeout()),
                spec.maxOutstanding(),
                DurationText.format(spec.maxScheduleLag()),
                spec.observeHandoff(),
                SloRequest.of(spec.slo()));
    }

    private String fixtureId() {
        if (fixture != null) {
            refuseIf(preset != null, "preset", preset, "left out when fixture is given");
            refuseIf(seed != null, "seed", seed, "left out when fixture is given");
            return fixture;
        }
        refuseIf(preset == null, "fixture", "missing", "the id of a fixture set, or preset and seed in its place");
        List<String> names = Presets.all().stream().map(Preset::name).toList();
        refuseIf(!names.contains(preset), "preset", preset, "one of " + String.join(", ", names));
        long chosen = or(seed, DEFAULT_SEED);
        refuseIf(chosen < 0, "seed", seed, "0 or more");
        return preset + "-" + chosen;
    }

    private InjectMode injectMode() {
        String wanted = or(inject, lowerCase(InjectMode.FRONTDOOR));
        Optional<InjectMode> mode = Arrays.stream(InjectMode.values())
                .filter(candidate -> lowerCase(candidate).equals(wanted))
                .findFirst();
        return mode.orElseThrow(() -> new InvalidSpecException(
                "inject",
                wanted,
                "one of "
                        + Arrays.stream(InjectMode.values())
                                .map(SustainedRequest::lowerCase)
                                .collect(Collectors.joining(", "))));
    }

    private static void refuseIf(boolean wrong, String field, @Nullable Object value, String accepted) {
        if (wrong) {
            throw new InvalidSpecException(field, String.valueOf(value), accepted);
        }
    }

    private static Duration duration(String field, @Nullable String text, Duration otherwise) {
        return text == null ? otherwise : DurationText.parse(field, text);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static String lowerCase(InjectMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
