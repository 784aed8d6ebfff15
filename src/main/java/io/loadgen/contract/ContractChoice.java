package io.loadgen.contract;

import java.util.Optional;

/** The setting {@code loadgen.contract}. */
public enum ContractChoice {
    /** By what can be seen of the platform. */
    AUTO,
    /** May 2026, whatever is seen. */
    A,
    /** June 2026, whatever is seen. */
    B,
    /** August 2026, whatever is seen. */
    C;

    /** The version that was chosen: empty for {@link #AUTO}. */
    public Optional<ContractVersion> version() {
        return this == AUTO ? Optional.empty() : Optional.of(ContractVersion.valueOf(name()));
    }
}
