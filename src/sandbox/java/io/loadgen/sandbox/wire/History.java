package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.loadgen.contract.JsonText;

/**
 * How much of a room's past its new members may read.
 *
 * <p>Immutable; any thread. Source: chat contract §4.1.
 *
 * @param mode {@code none} restricts it to the time of joining, anything else does not
 */
public record History(String mode) {
    /** Absent strings are empty. */
    public History {
        mode = JsonText.orEmpty(mode);
    }

    /**
     * Whether new members see only what comes after them.
     *
     * @return whether the mode is {@code none}
     */
    @JsonIgnore
    public boolean isRestricted() {
        return mode.equals("none");
    }
}
