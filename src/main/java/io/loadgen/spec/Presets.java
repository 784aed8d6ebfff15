package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The built-in presets. Stateless; any thread. */
public final class Presets {
    private static final List<Preset> ALL = List.of(
            new Preset("members-small", 5, 10, 50, 200),
            new Preset("members-medium", 100, 100, 900, 5_000),
            new Preset("members-capacity", 5, 1, 990, 12_000),
            new Preset("members-capacity-xl", 3, 1, 5_500, 12_000),
            new Preset("members-heavy", 700, 10, 990, 5_000));

    /** What the name of a preset, or of numbers of one's own, may look like. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** The seed where none is given. */
    public static final long DEFAULT_SEED = 42;

    private Presets() {}

    /** Every built-in preset, smallest first: an immutable list. */
    public static List<Preset> all() {
        return ALL;
    }

    /**
     * Finds a preset.
     *
     * @param name its exact name
     * @return the preset
     * @throws IllegalArgumentException if there is none of that name; the message lists the accepted ones
     */
    public static Preset named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("preset must be one of " + names() + ", was " + name));
    }

    /**
     * Looks for a preset.
     *
     * @param name its exact name
     * @return the preset, empty if there is none of that name
     */
    public static Optional<Preset> find(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    /**
     * The id of the fixture set that a request means.
     *
     * @param fixture its id, null where a preset is named
     * @param preset the name of a preset, with {@code seed} in place of {@code fixture}
     * @param seed {@value #DEFAULT_SEED} where it is left out
     * @return {@code fixture}, or else {@code {preset}-{seed}}
     * @throws InvalidSpecException naming the field that is missing, too many, or cannot be a name
     */
    static String fixtureId(@Nullable String fixture, @Nullable String preset, @Nullable Long seed) {
        if (fixture != null) {
            require(preset == null, "preset", preset, "left out when fixture is given");
            require(seed == null, "seed", seed, "left out when fixture is given");
            return fixture;
        }
        if (preset == null) {
            throw new InvalidSpecException(
                    "fixture", "missing", "the id of a fixture set, or preset and seed in its place");
        }
        require(NAME.matcher(preset).matches(), "preset", preset, "the name of a preset: 1 to 40 of a-z, 0-9 and -");
        long chosen = Objects.requireNonNullElse(seed, DEFAULT_SEED);
        require(chosen >= 0, "seed", seed, "0 or more");
        return preset + "-" + chosen;
    }

    /** The names of all, as a message lists them: separated by commas. */
    public static String names() {
        return ALL.stream().map(Preset::name).collect(Collectors.joining(", "));
    }
}
