package io.loadgen.operations;

import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureRequest;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.Preset;
import io.loadgen.spec.PresetCatalog;
import io.loadgen.spec.Presets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How large fixture sets may be, and presets of one's own, {@code loadgen.fixtures.*}.
 *
 * @param maxRooms the most rooms of a set
 * @param maxUsers the most users of a set
 * @param maxCandidates the most candidates of all rooms of a set together
 * @param presets numbers by the names of presets
 */
record FixtureSettings(
        @DefaultValue("100000") int maxRooms,
        @DefaultValue("1000000") int maxUsers,
        @DefaultValue("100000000") long maxCandidates,
        @DefaultValue Map<String, Numbers> presets) {
    private static final String PRESETS = "fixtures.presets.";

    /**
     * The numbers of a preset.
     *
     * @param rooms how many rooms
     * @param baselineMembers members of each room before any load, its owner among them
     * @param candidatesPerRoom users that can be added to each room
     * @param users users in all
     * @param usersPerBlock users that share an org and a source channel
     */
    record Numbers(
            int rooms,
            int baselineMembers,
            int candidatesPerRoom,
            int users,
            @DefaultValue("10") int usersPerBlock) {
        /** Its numbers are held to what numbers in a request are held to, room size aside: a preset may be for another platform. */
        Preset named(String name, FixtureSettings limits) {
            FixtureRequest asked = new FixtureRequest(
                    name,
                    Presets.DEFAULT_SEED,
                    rooms,
                    baselineMembers,
                    candidatesPerRoom,
                    users,
                    usersPerBlock,
                    null,
                    null,
                    null);
            try {
                FixtureSpec spec = asked.toSpec(new FixtureLimits(
                        "any",
                        Integer.MAX_VALUE,
                        limits.maxRooms,
                        limits.maxUsers,
                        limits.maxCandidates,
                        PresetCatalog.BUILT_IN));
                return new Preset(
                        name,
                        spec.rooms(),
                        spec.baselineMembers(),
                        spec.candidatesPerRoom(),
                        spec.users(),
                        spec.usersPerBlock());
            } catch (InvalidSpecException refused) {
                throw new IllegalArgumentException("loadgen." + PRESETS + name + "." + refused.getMessage(), refused);
            }
        }
    }

    /** Checks the settings. */
    FixtureSettings {
        presets = new LinkedHashMap<>(presets);
        checkWithin("max-rooms", maxRooms, FixtureLimits.MAX_ROOMS);
        checkWithin("max-users", maxUsers, FixtureLimits.MAX_USERS);
        checkWithin("max-candidates", maxCandidates, FixtureLimits.MAX_CANDIDATES);
    }

    private static void checkWithin(String property, long value, long most) {
        LoadgenProperties.check(value >= 1 && value <= most, "fixtures." + property, value, "1 to " + most);
    }

    /**
     * The presets of the service.
     *
     * @return the operator's after those that are built in
     * @throws IllegalArgumentException naming the property that cannot be accepted
     */
    PresetCatalog catalog() {
        return new PresetCatalog(presets.entrySet().stream()
                .map(preset -> preset.getValue().named(preset.getKey(), this))
                .toList());
    }
}
