package io.loadgen.api;

import io.loadgen.contract.Shape;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.ShapeMix;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often each shape comes in a mixed run, as it is written in JSON.
 *
 * @param users the weight of requests that name accounts
 * @param orgs the weight of requests that name orgs
 * @param channels the weight of requests that name channels
 */
@Schema(
        name = "Mix",
        description =
                "How often each shape comes, with `shape` mixed only. A weight left out is 0, and one at least must be"
                        + " above 0. Without `mix` all shapes that `inject` allows come equally often.",
        example = "{\"users\": 2, \"orgs\": 1, \"channels\": 1}")
public record MixRequest(
        @Schema(description = "Weight of requests that name accounts, 0 to 1000", defaultValue = "0") @Nullable
        Integer users,

        @Schema(description = "Weight of requests that name orgs, 0 to 1000", defaultValue = "0") @Nullable
        Integer orgs,

        @Schema(
                description = "Weight of requests that name channels, 0 to 1000; 0 with `inject` canonical",
                defaultValue = "0")
        @Nullable
        Integer channels) {
    private static final String MIXED = "mixed";

    /** Reads the fields {@code shape} and {@code mix} of a run. */
    static ShapeMix shape(@Nullable String shape, @Nullable MixRequest mix, InjectMode inject) {
        String chosen = RunFields.or(shape, Shape.USERS.word());
        if (chosen.equals(MIXED)) {
            return mix == null ? evenly(inject) : mix.weighted();
        }
        Shape only = Arrays.stream(Shape.values())
                .filter(candidate -> candidate.word().equals(chosen))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException("shape", chosen, "one of " + words()));
        RunFields.refuseIf(mix != null, "mix", mix, "left out unless shape is " + MIXED);
        return new ShapeMix.Only(only);
    }

    private static String words() {
        return Stream.concat(Arrays.stream(Shape.values()).map(Shape::word), Stream.of(MIXED))
                .collect(Collectors.joining(", "));
    }

    private static ShapeMix evenly(InjectMode inject) {
        return switch (inject) {
            case FRONTDOOR -> new ShapeMix.Weighted(1, 1, 1);
            case CANONICAL -> new ShapeMix.Weighted(1, 1, 0);
        };
    }

    private ShapeMix weighted() {
        int ofUsers = weight("mix.users", users);
        int ofOrgs = weight("mix.orgs", orgs);
        int ofChannels = weight("mix.channels", channels);
        RunFields.refuseIf(ofUsers + ofOrgs + ofChannels == 0, "mix", this, "weights of which one at least is above 0");
        return new ShapeMix.Weighted(ofUsers, ofOrgs, ofChannels);
    }

    private static int weight(String field, @Nullable Integer given) {
        int weight = RunFields.or(given, 0);
        RunFields.refuseIf(
                weight < 0 || weight > ShapeMix.Weighted.MAX_WEIGHT,
                field,
                weight,
                "0 to " + ShapeMix.Weighted.MAX_WEIGHT);
        return weight;
    }

    /** Writes the weights of a mixed run, nothing of any other. */
    static @Nullable MixRequest of(ShapeMix shape) {
        return switch (shape) {
            case ShapeMix.Only only -> null;
            case ShapeMix.Weighted mix -> new MixRequest(mix.users(), mix.orgs(), mix.channels());
        };
    }

    /** As it is written in a refusal. */
    @Override
    public String toString() {
        return "{users: " + RunFields.or(users, 0) + ", orgs: " + RunFields.or(orgs, 0) + ", channels: "
                + RunFields.or(channels, 0) + "}";
    }
}
