package io.loadgen.conformance;

import io.loadgen.contract.ContractVersion;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells whether a platform keeps its contract. Any thread. */
@FunctionalInterface
public interface ContractCheck {
    /**
     * Checks.
     *
     * @param asked the contract that the platform is expected to keep, empty for the one that is configured or seen
     * @param cancelled asked between steps
     * @return what was found
     * @throws ContractCheckException when it cannot be checked
     * @throws InterruptedException when interrupted
     */
    ContractReport check(Optional<ContractVersion> asked, BooleanSupplier cancelled) throws InterruptedException;
}
