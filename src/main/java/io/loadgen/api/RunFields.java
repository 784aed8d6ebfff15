package io.loadgen.api;

import io.loadgen.fixtures.Preset;
import io.loadgen.fixtures.Presets;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.InvalidSpecException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields that every type of run has, and refuses by their names. Stateless; any thread. */
final class RunFields {
    private static final long DEFAULT_SEED = 42;

    private RunFields() {}

    /** The fixture set, given by its id or by preset and seed. */
    static String fixtureId(@Nullable String fixture, @Nullable String preset, @Nullable Long seed) {
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

    /** Where requests enter; through the front door unless something else is said. */
    static InjectMode injectMode(@Nullable String inject) {
        if (inject == null) {
            return InjectMode.FRONTDOOR;
        }
        return Arrays.stream(InjectMode.values())
                .filter(candidate -> word(candidate).equals(inject))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "inject",
                        inject,
                        "one of "
                                + Arrays.stream(InjectMode.values())
                                        .map(RunFields::word)
                                        .collect(Collectors.joining(", "))));
    }

    static String word(InjectMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static Duration duration(String field, @Nullable String text, Duration otherwise) {
        return text == null ? otherwise : DurationText.parse(field, text);
    }

    static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    static void refuseIf(boolean wrong, String field, @Nullable Object value, String accepted) {
        if (wrong) {
            throw new InvalidSpecException(field, String.valueOf(value), accepted);
        }
    }
}
