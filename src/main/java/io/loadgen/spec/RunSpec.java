package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.loadgen.contract.Shape;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do: the one form in which it is asked for, told of, kept and reported. Its {@code type} says which load
 * model. Constructors fill in what was left out, check every number and refuse with an {@link InvalidSpecException} that names
 * the field, the value and the accepted range; so a specification can always be asked for again as it is written.
 *
 * <p>Immutable; any thread.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SustainedSpec.class, name = SustainedSpec.TYPE),
    @JsonSubTypes.Type(value = CapacitySpec.class, name = CapacitySpec.TYPE),
    @JsonSubTypes.Type(value = SearchSpec.class, name = SearchSpec.TYPE)
})
@Schema(
        name = "RunRequest",
        description = "What a run is to do. The field `type` says which load model.",
        oneOf = {SustainedSpec.class, CapacitySpec.class, SearchSpec.class},
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = SustainedSpec.TYPE, schema = SustainedSpec.class),
            @DiscriminatorMapping(value = CapacitySpec.TYPE, schema = CapacitySpec.class),
            @DiscriminatorMapping(value = SearchSpec.TYPE, schema = SearchSpec.class)
        })
public sealed interface RunSpec permits SustainedSpec, CapacitySpec, SearchSpec {
    /** What the API says of {@code shape}. */
    String SHAPE = "What requests name to say whom they add: accounts, orgs, channels, or each by its weight in"
            + " `mix`. `channels` needs `inject` frontdoor. All but `users` need `usersPerAdd` to be a"
            + " multiple of the fixture set's `usersPerBlock`";

    /** The longest time that a signal may be waited for: well inside the histograms' range. */
    Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** The longest wait for an event or a result: room-worker of contract C tries a failing job for 19 to 26 minutes. */
    Duration LONGEST_EVENT_WAIT = Duration.ofMinutes(30);

    /** The load model: the word of the API. */
    String type();

    /** The id of the fixture set that it feeds on: {@code {preset}-{seed}}. */
    String fixture();

    /** How many users each request adds: 1 or more. */
    Integer usersPerAdd();

    /** The same in words: such as {@code 1 user}. */
    default String addedUsers() {
        return usersPerAdd() + (usersPerAdd() == 1 ? " user" : " users");
    }

    /** Where requests enter. */
    InjectMode inject();

    /** What each request names to say whom it adds: the word of a shape, or {@value ShapeMix#MIXED}. */
    String shape();

    /** How often each shape comes: the weights, null where there is one shape only. */
    ShapeMix.@Nullable Weighted mix();

    /** Which shape each request has: one shape, or several by their weights. */
    default ShapeMix shapes() {
        ShapeMix.Weighted weights = mix();
        return weights != null
                ? weights
                : new ShapeMix.Only(ShapeMix.only(shape()).orElseThrow());
    }

    /** The longest wait for a reply or an ack, counted from the actual send: above zero. */
    Duration replyTimeout();

    /** The longest wait for a member event and for a job result, counted from the actual send: above zero. */
    Duration eventTimeout();

    /** The most slots that may be sent and not finished: 1 or more. */
    Integer maxOutstanding();

    /** Whether the canonical subject is watched, for the handoff stage. */
    Boolean observeHandoff();

    /** The limits that decide PASS or FAIL; {@link Slo#none()} for none. */
    Slo slo();

    /** What ends the run before its time; {@link AbortLimits#none()} for none. */
    AbortLimits abortOn();

    /**
     * The same run with other limits on its own going on.
     *
     * @param limits what ends the run before its time
     * @return a copy
     */
    RunSpec withAbortOn(AbortLimits limits);

    /** The rate that it asks for: requests a second, null where the platform sets the pace. */
    default @Nullable Double targetRate() {
        return null;
    }

    /** How long it sends: the time of its schedule, null where the platform sets the pace. */
    default @Nullable Duration sendingTime() {
        return null;
    }

    /**
     * The lag at which a slot is dropped.
     *
     * @return above zero, null where the platform sets the pace and nothing can be late
     */
    default @Nullable Duration maxScheduleLag() {
        return null;
    }

    /**
     * Whether rooms are filled up to a size, so that latencies are told by the size of the room.
     *
     * @return false where a run only adds to them
     */
    default boolean fillsRooms() {
        return false;
    }

    /** The load in a few words: what follows the word of the type. */
    String load();

    /** The field that says how many candidates the run needs: its name and its value. */
    Map.Entry<String, String> appetite();

    /**
     * What decides which requests are sent when, as far as it is of this load model alone.
     *
     * @return fields of the API with their values, null for none
     */
    Map<String, @Nullable Object> pace();

    /**
     * What decides which requests are sent when. Rooms, accounts and instants are a pure function of it.
     *
     * @return fields of the API with their values, those without one left out
     */
    default Map<String, Object> schedule() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type());
        fields.put("fixture", fixture());
        fields.put("inject", inject().label());
        fields.put("shape", shape());
        if (mix() != null) {
            fields.put("mix", Objects.requireNonNull(mix()));
        }
        fields.put("usersPerAdd", usersPerAdd());
        pace().forEach((name, value) -> {
            if (value != null) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /**
     * Checks what every type of run has.
     *
     * @param fixture the fixture set
     * @param usersPerAdd users a request adds
     * @param inject where requests enter
     * @param shape the word of what requests name
     * @param mix how often each shape comes, null for one shape
     * @param replyTimeout longest wait for a reply
     * @param eventTimeout longest wait for an event or a result
     * @param maxOutstanding most slots sent and not finished
     * @throws InvalidSpecException naming the first that cannot be accepted
     */
    static void requireCommon(
            String fixture,
            int usersPerAdd,
            InjectMode inject,
            String shape,
            ShapeMix.@Nullable Weighted mix,
            Duration replyTimeout,
            Duration eventTimeout,
            int maxOutstanding) {
        require(!fixture.isBlank(), "fixture", fixture, "the id of a fixture set, such as members-medium-42");
        require(usersPerAdd >= 1, "usersPerAdd", usersPerAdd, "1 or more");
        if (inject == InjectMode.CANONICAL) {
            String reason = " where inject is canonical: only room-service expands channels";
            require(
                    !shape.equals(Shape.CHANNELS.label()),
                    "shape",
                    shape,
                    "users, orgs, or mixed without channels" + reason);
            require(mix == null || mix.channels() == 0, "mix.channels", mix == null ? 0 : mix.channels(), "0" + reason);
        }
        requireWait("replyTimeout", replyTimeout);
        require(
                DurationText.isWithin(eventTimeout, LONGEST_EVENT_WAIT),
                "eventTimeout",
                eventTimeout,
                "above 0s, at most 30m");
        require(maxOutstanding >= 1 && maxOutstanding <= 1_000_000, "maxOutstanding", maxOutstanding, "1 to 1000000");
    }

    /**
     * Checks what every open loop has.
     *
     * @param maxScheduleLag how late a request may be sent
     * @throws InvalidSpecException when it cannot be accepted
     */
    static void requireScheduleLag(Duration maxScheduleLag) {
        requireWait("maxScheduleLag", maxScheduleLag);
    }

    private static void requireWait(String field, Duration wait) {
        require(DurationText.isWithin(wait, LONGEST_WAIT), field, wait, "above 0s, at most 5m");
    }

    /**
     * Checks the users of a request against the blocks of the fixture set, which is known when the run is prepared.
     *
     * @param usersPerBlock users of each block
     * @throws InvalidSpecException when requests take whole blocks and {@link #usersPerAdd} is no number of them
     */
    default void requireBlocks(int usersPerBlock) {
        require(
                !shapes().takesBlocks() || usersPerAdd() % usersPerBlock == 0,
                "usersPerAdd",
                usersPerAdd(),
                "a multiple of " + usersPerBlock + " (the usersPerBlock of " + fixture() + ") where shape is "
                        + shape());
    }
}
