package io.loadgen.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The presets of a service: those that are built in, then those that its operator has added. Immutable; any thread. */
public final class PresetCatalog {
    /** Those that are built in. */
    public static final PresetCatalog BUILT_IN = new PresetCatalog(List.of());

    private final List<Preset> all;

    /**
     * Adds presets to those that are built in.
     *
     * @param own each with a name that no other has
     */
    public PresetCatalog(List<Preset> own) {
        all = Stream.concat(Presets.all().stream(), own.stream()).toList();
    }

    /** Every preset, those that are built in first: an immutable list. */
    public List<Preset> all() {
        return all;
    }

    /**
     * Looks for a preset.
     *
     * @param name its exact name
     * @return the preset, empty if there is none of that name
     */
    public Optional<Preset> find(String name) {
        return all.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    /** The names of all, as a message lists them: separated by commas. */
    public String names() {
        return all.stream().map(Preset::name).collect(Collectors.joining(", "));
    }
}
