package io.loadgen.api;

import io.loadgen.spec.Slo;
import io.loadgen.spec.SustainedSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
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
 * @param shape what requests name to say whom they add
 * @param mix how often each shape comes, with {@code shape} mixed only
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most requests sent and not finished
 * @param maxScheduleLag a request later than this is dropped
 * @param observeHandoff whether the canonical subject is watched
 * @param slo limits that decide PASS or FAIL
 * @param abortOn what ends the run before its time
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

        @Schema(
                description =
                        "What requests name to say whom they add: accounts, orgs, channels, or each by its weight in"
                                + " `mix`. `channels` needs `inject` frontdoor. All but `users` need `usersPerAdd` to be a"
                                + " multiple of the fixture set's `usersPerBlock`",
                allowableValues = {"users", "orgs", "channels", "mixed"},
                defaultValue = "users")
        @Nullable
        String shape,

        @Nullable MixRequest mix,

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

        @Nullable SloRequest slo,

        @Nullable AbortRequest abortOn)
        implements RunRequest {
    /** The value of {@code type}. */
    static final String TYPE = "sustained";

    @Override
    public SustainedSpec toSpec() {
        return new SustainedSpec(
                RunFields.fixtureId(fixture, preset, seed),
                RunFields.or(rate, 100.0),
                RunFields.duration("duration", duration, Duration.ofSeconds(60)),
                RunFields.duration("warmup", warmup, Duration.ofSeconds(10)),
                RunFields.or(usersPerAdd, 10),
                RunFields.injectMode(inject),
                MixRequest.shape(shape, mix, RunFields.injectMode(inject)),
                RunFields.duration("replyTimeout", replyTimeout, Duration.ofSeconds(5)),
                RunFields.duration("eventTimeout", eventTimeout, Duration.ofSeconds(30)),
                RunFields.or(maxOutstanding, 100_000),
                RunFields.duration("maxScheduleLag", maxScheduleLag, Duration.ofSeconds(5)),
                RunFields.or(observeHandoff, true),
                slo == null ? Slo.none() : slo.toSlo(),
                AbortRequest.limitsOf(abortOn));
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
                RunFields.word(spec.inject()),
                spec.shape().word(),
                MixRequest.of(spec.shape()),
                DurationText.format(spec.replyTimeout()),
                DurationText.format(spec.eventTimeout()),
                spec.maxOutstanding(),
                DurationText.format(spec.maxScheduleLag()),
                spec.observeHandoff(),
                SloRequest.of(spec.slo()),
                AbortRequest.of(spec.abortOn()));
    }
}
