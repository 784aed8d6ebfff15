package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.regex.Pattern;

/**
 * One seeding of a fixture set: its numbers, and the generation, which is in all its ids and in those of no other seeding, so that
 * nothing that a service remembers of a set that was removed is of a later one.
 *
 * <p>Immutable; any thread.
 *
 * @param spec the numbers
 * @param generation {@value #GENERATION_LENGTH} of a-z and 0-9; empty for a set of a release that knew no generations, and for one
 *     whose seed is never used again
 */
public record Seeding(
        @JsonUnwrapped FixtureSpec spec, @JsonIgnore String generation) {
    /** How long every generation is: ids of any two seedings of a set are of the same length. */
    public static final int GENERATION_LENGTH = 8;

    private static final Pattern GENERATION = Pattern.compile("([a-z0-9]{" + GENERATION_LENGTH + "})?");

    /** Checks the generation. */
    public Seeding {
        if (!GENERATION.matcher(generation).matches()) {
            throw new IllegalArgumentException(
                    "generation must be empty or " + GENERATION_LENGTH + " of a-z and 0-9, was " + generation);
        }
    }

    /** What every id and account of this seeding begins with: {@code lg_{preset}_{seed}_{generation}_}. */
    @JsonProperty
    public String prefix() {
        return generation.isEmpty() ? spec.prefix() : spec.prefix() + generation + "_";
    }
}
