package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that, together with nothing else, decide every document of a fixture set.
 *
 * <p>Immutable; any thread.
 *
 * @param preset the name of the preset, or of the caller's own numbers; {@code [a-z0-9-]{1,40}}
 * @param seed the seed of every random choice, 0 or more
 * @param site the site id of the platform; a safe NATS token
 * @param rooms how many rooms, 1 to {@value #MAX_COUNT}
 * @param baselineMembers members of each room before any load, its owner among them, 1 to {@value #MAX_COUNT}
 * @param candidatesPerRoom users of each room's candidate pool, a multiple of {@code usersPerBlock}, at most
 *     {@value #MAX_COUNT}
 * @param users users in all, a multiple of {@code usersPerBlock}, at least {@link #leastUsers}, at most
 *     {@value #MAX_COUNT}
 * @param usersPerBlock users of each block, who share an org and are the members of a source channel, 1 to
 *     {@value #MAX_USERS_PER_BLOCK}
 * @param population who the users are, null where they are all people of the platform's own site
 */
public record FixtureSpec(
        String preset,
        long seed,
        String site,
        int rooms,
        int baselineMembers,
        int candidatesPerRoom,
        int users,
        int usersPerBlock,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Population population) {
    /** The most rooms or users of a set: the numbers in ids have six digits, so that ids sort as the numbers do. */
    public static final int MAX_COUNT = 1_000_000;

    /** The users of a block unless something else is asked for: one add of the usual size. */
    public static final int DEFAULT_USERS_PER_BLOCK = 10;

    /** The most users of a block: room-service refuses to expand a larger channel (contract §5). */
    public static final int MAX_USERS_PER_BLOCK = 1_000;

    private static final Pattern PRESET = Pattern.compile("[a-z0-9-]{1,40}");
    /** What a site id may look like. */
    static final Pattern SITE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Checks every number; the message of a refusal names the field, the value and the accepted range. */
    public FixtureSpec {
        check(PRESET.matcher(preset).matches(), "preset", preset, "1 to 40 of a-z, 0-9 and -");
        check(seed >= 0, "seed", seed, "0 or more");
        check(SITE.matcher(site).matches(), "site", site, "1 to 64 of A-Z, a-z, 0-9, _ and -");
        check(rooms >= 1 && rooms <= MAX_COUNT, "rooms", rooms, "1 to " + MAX_COUNT);
        check(
                baselineMembers >= 1 && baselineMembers <= MAX_COUNT,
                "baselineMembers",
                baselineMembers,
                "1 to " + MAX_COUNT);
        check(
                usersPerBlock >= 1 && usersPerBlock <= MAX_USERS_PER_BLOCK,
                "usersPerBlock",
                usersPerBlock,
                "1 to " + MAX_USERS_PER_BLOCK);
        String blocksOf = "a multiple of usersPerBlock = " + usersPerBlock + " from ";
        check(
                isWholeBlocks(candidatesPerRoom, usersPerBlock, usersPerBlock),
                "candidatesPerRoom",
                candidatesPerRoom,
                blocksOf + usersPerBlock + " to " + MAX_COUNT);
        long leastUsers = leastUsers(baselineMembers, candidatesPerRoom, usersPerBlock);
        check(
                isWholeBlocks(users, usersPerBlock, leastUsers),
                "users",
                users,
                blocksOf + leastUsers + ", the whole blocks of baselineMembers and candidatesPerRoom, to " + MAX_COUNT);
        if (population != null) {
            population.check(site);
        }
        population = Population.ORDINARY.equals(population) ? null : population;
    }

    /**
     * A set of people of the platform's own site.
     *
     * @param preset the name of the preset
     * @param seed the seed
     * @param site the site id
     * @param rooms how many rooms
     * @param baselineMembers members of each room before any load
     * @param candidatesPerRoom users of each room's candidate pool
     * @param users users in all
     * @param usersPerBlock users of each block
     */
    public FixtureSpec(
            String preset,
            long seed,
            String site,
            int rooms,
            int baselineMembers,
            int candidatesPerRoom,
            int users,
            int usersPerBlock) {
        this(preset, seed, site, rooms, baselineMembers, candidatesPerRoom, users, usersPerBlock, null);
    }

    /**
     * A set with blocks of the usual size, {@value #DEFAULT_USERS_PER_BLOCK} users.
     *
     * @param preset the name of the preset
     * @param seed the seed
     * @param site the site id
     * @param rooms how many rooms
     * @param baselineMembers members of each room before any load
     * @param candidatesPerRoom users of each room's candidate pool
     * @param users users in all
     */
    public FixtureSpec(
            String preset, long seed, String site, int rooms, int baselineMembers, int candidatesPerRoom, int users) {
        this(preset, seed, site, rooms, baselineMembers, candidatesPerRoom, users, DEFAULT_USERS_PER_BLOCK);
    }

    /**
     * Who the users are.
     *
     * @return the population, the ordinary one where none was asked for
     */
    public Population people() {
        return population == null ? Population.ORDINARY : population;
    }

    /**
     * How many blocks the users make.
     *
     * @return {@code users / usersPerBlock}, 2 or more
     */
    @JsonProperty("blocks")
    public int blocks() {
        return users / usersPerBlock;
    }

    /**
     * How many blocks the baseline members of a room are taken from. The last may be used in part; its other users are
     * neither members nor candidates of the room.
     *
     * @return {@code ceil(baselineMembers / usersPerBlock)}
     */
    public int baselineBlocks() {
        return Math.ceilDiv(baselineMembers, usersPerBlock);
    }

    /**
     * How many blocks the candidates of a room make.
     *
     * @return {@code candidatesPerRoom / usersPerBlock}
     */
    public int candidateBlocksPerRoom() {
        return candidatesPerRoom / usersPerBlock;
    }

    /**
     * The fewest users that rooms of these numbers can be filled with.
     *
     * @param baselineMembers members of each room before any load
     * @param candidatesPerRoom users of each room's candidate pool
     * @param usersPerBlock users of each block
     * @return the users of a room's baseline blocks and candidate blocks
     */
    public static long leastUsers(int baselineMembers, int candidatesPerRoom, int usersPerBlock) {
        return (long) Math.ceilDiv(baselineMembers, usersPerBlock) * usersPerBlock + candidatesPerRoom;
    }

    private static boolean isWholeBlocks(int number, int usersPerBlock, long least) {
        return number >= least && number <= MAX_COUNT && number % usersPerBlock == 0;
    }

    private static void check(boolean holds, String field, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(field + " must be " + accepted + ", was " + value);
        }
    }

    /**
     * The name of the fixture set.
     *
     * @return {@code {preset}-{seed}}
     */
    public String id() {
        return preset + "-" + seed;
    }

    /**
     * What every id and account of the set begins with, of whatever seeding, and nothing else does: neither preset nor seed holds
     * an underscore, so that no set's prefix begins another's.
     *
     * @return {@code lg_{preset}_{seed}_}
     */
    public String prefix() {
        return "lg_" + preset + "_" + seed + "_";
    }
}
