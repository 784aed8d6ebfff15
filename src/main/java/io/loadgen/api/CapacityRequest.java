package io.loadgen.api;

import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.Slo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A closed-loop run as it is asked for. Everything but the fixture set and the target has a default.
 *
 * @param fixture the id of the fixture set; or else {@code preset}
 * @param preset the name of a built-in preset; or else {@code fixture}
 * @param seed the seed of the fixture set, with {@code preset} only
 * @param targetSize members that each room is to reach
 * @param usersPerAdd users a request adds
 * @param inject where requests enter
 * @param shape what requests name to say whom they add
 * @param mix how often each shape comes, with {@code shape} mixed only
 * @param maxRate most requests a second of each room
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most requests sent and not finished
 * @param observeHandoff whether the canonical subject is watched
 * @param slo limits that decide PASS or FAIL
 * @param bucketEdges room sizes at which a further bucket of the report begins
 * @param abortOn what ends the run before its time
 */
@Schema(
        name = "CapacityRun",
        description = "A closed-loop run: rooms fill up to a size side by side, each one request at a time.")
public record CapacityRequest(
        @Schema(
                description = "Id of the fixture set. Give this, or `preset` and `seed`.",
                example = "members-capacity-42")
        @Nullable
        String fixture,

        @Schema(description = "Name of a built-in preset, in place of `fixture`") @Nullable
        String preset,

        @Schema(description = "Seed of the fixture set, with `preset` only", defaultValue = "42") @Nullable
        Long seed,

        @Schema(
                description = "Members that each room is to reach: above the baseline of the fixture set, at most the"
                        + " platform's greatest room",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "500")
        @Nullable
        Integer targetSize,

        @Schema(
                description = "Users each request adds, 1 or more; the last of a room may add fewer",
                defaultValue = "10")
        @Nullable
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

        @Schema(description = "Most requests a second of each room, above 0; without it there is no cap") @Nullable
        Double maxRate,

        @Schema(description = "Longest wait for a reply", defaultValue = "5s") @Nullable
        String replyTimeout,

        @Schema(description = "Longest wait for a member event and a job result", defaultValue = "30s") @Nullable
        String eventTimeout,

        @Schema(description = "Most requests sent and not finished", defaultValue = "100000") @Nullable
        Integer maxOutstanding,

        @Schema(description = "Whether the handoff to the stream is watched", defaultValue = "true") @Nullable
        Boolean observeHandoff,

        @Nullable SloRequest slo,

        @Schema(
                description = "Room sizes at which a further bucket of the report begins: rising, above the baseline,"
                        + " below `targetSize`, at most 99; without them there are ten equal buckets",
                example = "[50, 100, 200]")
        @Nullable
        List<@Nullable Integer> bucketEdges,

        @Nullable AbortRequest abortOn)
        implements RunRequest {
    /** The value of {@code type}. */
    static final String TYPE = "capacity";

    /** Takes a copy, also of what {@link #toSpec} will refuse. */
    public CapacityRequest {
        bucketEdges = bucketEdges == null ? null : Collections.unmodifiableList(new ArrayList<>(bucketEdges));
    }

    @Override
    public CapacitySpec toSpec() {
        return new CapacitySpec(
                RunFields.fixtureId(fixture, preset, seed),
                target(),
                RunFields.or(usersPerAdd, 10),
                RunFields.injectMode(inject),
                MixRequest.shape(shape, mix, RunFields.injectMode(inject)),
                maxRate == null ? OptionalDouble.empty() : OptionalDouble.of(maxRate),
                RunFields.duration("replyTimeout", replyTimeout, Duration.ofSeconds(5)),
                RunFields.duration("eventTimeout", eventTimeout, Duration.ofSeconds(30)),
                RunFields.or(maxOutstanding, 100_000),
                RunFields.or(observeHandoff, true),
                slo == null ? Slo.none() : slo.toSlo(),
                edges(),
                AbortRequest.limitsOf(abortOn));
    }

    static CapacityRequest of(CapacitySpec spec) {
        return new CapacityRequest(
                spec.fixture(),
                null,
                null,
                spec.targetSize(),
                spec.usersPerAdd(),
                RunFields.word(spec.inject()),
                spec.shape().word(),
                MixRequest.of(spec.shape()),
                spec.maxRatePerSecond().isPresent()
                        ? (Double) spec.maxRatePerSecond().getAsDouble()
                        : null,
                DurationText.format(spec.replyTimeout()),
                DurationText.format(spec.eventTimeout()),
                spec.maxOutstanding(),
                spec.observeHandoff(),
                SloRequest.of(spec.slo()),
                spec.bucketEdges().isEmpty() ? null : new ArrayList<>(spec.bucketEdges()),
                AbortRequest.of(spec.abortOn()));
    }

    private int target() {
        RunFields.refuseIf(
                targetSize == null,
                "targetSize",
                "missing",
                "a number of members, above the baseline of the fixture set and at most the platform's maxRoomSize");
        return RunFields.or(targetSize, 0);
    }

    private List<Integer> edges() {
        List<Integer> edges = new ArrayList<>();
        if (bucketEdges != null) {
            for (Integer edge : bucketEdges) {
                RunFields.refuseIf(edge == null, "bucketEdges", bucketEdges, "whole numbers");
                edges.add(RunFields.or(edge, 0));
            }
        }
        return edges;
    }
}
