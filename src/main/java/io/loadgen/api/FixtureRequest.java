package io.loadgen.api;

import static io.loadgen.spec.FixtureSpec.MAX_USERS_PER_BLOCK;
import static io.loadgen.spec.InvalidSpecException.require;

import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.Preset;
import io.loadgen.spec.Presets;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fixture set as it is asked for: a built-in preset, or the caller's own numbers under a name of their own.
 *
 * @param preset the preset, or a name for the caller's numbers
 * @param seed the seed, 42 when left out
 * @param rooms how many rooms, with own numbers only
 * @param baselineMembers members of each room before any load, with own numbers only
 * @param candidatesPerRoom users that can be added to each room, with own numbers only
 * @param users users in all, with own numbers only
 * @param usersPerBlock users of each block, 10 when left out, with own numbers only
 * @param dryRun whether only to say what would be written, false when left out
 */
@Schema(
        name = "FixtureRequest",
        description =
                "A built-in preset, or a name of your own with rooms, baselineMembers, candidatesPerRoom and users."
                        + " The set's id is `{preset}-{seed}`.")
public record FixtureRequest(
        @Schema(
                description = "A built-in preset, or a name for your own numbers (a-z, 0-9 and -)",
                example = "members-small",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String preset,

        @Schema(description = "Seed of every random choice, 0 or more", defaultValue = "42") @Nullable
        Long seed,

        @Schema(description = "Own numbers: how many rooms") @Nullable
        Integer rooms,

        @Schema(description = "Own numbers: members of each room before any load") @Nullable
        Integer baselineMembers,

        @Schema(
                description =
                        "Own numbers: users that can be added to each room, once each; a multiple of usersPerBlock")
        @Nullable
        Integer candidatesPerRoom,

        @Schema(
                description =
                        "Own numbers: users in all, a multiple of usersPerBlock; at least baselineMembers, rounded"
                                + " up to whole blocks, + candidatesPerRoom")
        @Nullable
        Integer users,

        @Schema(
                description = "Own numbers: users that share an org and a source channel, and so are added together"
                        + " by the shapes orgs and channels",
                defaultValue = "10")
        @Nullable
        Integer usersPerBlock,

        @Schema(
                description = "Only answer how many documents would be written and how long that would take",
                defaultValue = "false")
        @Nullable
        Boolean dryRun) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks the request.
     *
     * @param limits what fixture sets are bound by
     * @return the set
     * @throws InvalidSpecException naming the field that cannot be accepted
     */
    public FixtureSpec toSpec(FixtureLimits limits) {
        String name = required("preset", preset, "one of " + Presets.names() + ", or a name for your own numbers");
        long chosenSeed = seed == null ? Presets.DEFAULT_SEED : seed;
        require(chosenSeed >= 0, "seed", chosenSeed, "0 or more");
        boolean own = Stream.of(rooms, baselineMembers, candidatesPerRoom, users, usersPerBlock)
                .anyMatch(n -> n != null);
        Optional<Preset> builtIn = Presets.find(name);
        if (builtIn.isPresent()) {
            require(!own, "preset", name, "a name of your own when you bring your own numbers");
            return allowed(builtIn.get().spec(chosenSeed, limits.site()), limits);
        }
        require(
                own,
                "preset",
                name,
                "one of " + Presets.names()
                        + ", or a name of your own with rooms, baselineMembers, candidatesPerRoom and users");
        require(
                !name.equals(ProbeSets.PRESET),
                "preset",
                name,
                "another name: this one is for the rooms of preflight probes");
        require(NAME.matcher(name).matches(), "preset", name, "1 to 40 of a-z, 0-9 and -");
        return ownNumbers(name, chosenSeed, limits);
    }

    boolean isDryRun() {
        return dryRun != null && dryRun;
    }

    private FixtureSpec ownNumbers(String name, long chosenSeed, FixtureLimits limits) {
        int roomCount = within("rooms", rooms, limits.maxRooms());
        int members = within("baselineMembers", baselineMembers, limits.maxRoomSize());
        int blockSize = usersPerBlock == null
                ? FixtureSpec.DEFAULT_USERS_PER_BLOCK
                : within("usersPerBlock", usersPerBlock, Math.min(limits.maxRoomSize(), MAX_USERS_PER_BLOCK));
        String blocks = "a multiple of usersPerBlock = " + blockSize;
        int candidates = within("candidatesPerRoom", candidatesPerRoom, limits.maxUsers());
        require(candidates % blockSize == 0, "candidatesPerRoom", candidates, blocks);
        int userCount = within("users", users, limits.maxUsers());
        long least = FixtureSpec.leastUsers(members, candidates, blockSize);
        require(
                userCount >= least && userCount % blockSize == 0,
                "users",
                userCount,
                blocks + ", at least " + least + " (the whole blocks of baselineMembers + candidatesPerRoom), at most "
                        + limits.maxUsers());
        FixtureSpec spec =
                new FixtureSpec(name, chosenSeed, limits.site(), roomCount, members, candidates, userCount, blockSize);
        require(
                FixtureLimits.candidates(spec) <= limits.maxCandidates(),
                "candidatesPerRoom",
                candidates,
                "so few that all rooms together have at most " + limits.maxCandidates()
                        + " candidates (the limit set for this service); with rooms = " + roomCount + " they have "
                        + FixtureLimits.candidates(spec));
        long documents = FixtureCounts.atMost(spec);
        require(
                documents <= FixtureLimits.MAX_DOCUMENTS,
                "rooms",
                roomCount,
                "so few that the set has at most " + FixtureLimits.MAX_DOCUMENTS
                        + " documents; these numbers make up to " + documents);
        return spec;
    }

    private static FixtureSpec allowed(FixtureSpec spec, FixtureLimits limits) {
        require(
                limits.allow(spec),
                "preset",
                spec.preset(),
                String.format(
                        Locale.ROOT,
                        "a preset of at most %d rooms, %d users and %d candidates in all (the limits set for this service);"
                                + " this one has %d, %d and %d",
                        limits.maxRooms(),
                        limits.maxUsers(),
                        limits.maxCandidates(),
                        spec.rooms(),
                        spec.users(),
                        FixtureLimits.candidates(spec)));
        return spec;
    }

    private static int within(String field, @Nullable Integer value, int most) {
        int number = required(field, value, "1 to " + most);
        require(number >= 1 && number <= most, field, number, "1 to " + most);
        return number;
    }

    private static <T> T required(String field, @Nullable T value, String accepted) {
        if (value == null) {
            throw new InvalidSpecException(field, "missing", accepted);
        }
        return value;
    }
}
