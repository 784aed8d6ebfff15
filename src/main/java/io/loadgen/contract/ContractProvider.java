package io.loadgen.contract;

import java.util.List;
import java.util.Optional;

/**
 * The contract that the platform follows now. What needs it asks for it at the time, and keeps it no longer than one piece of
 * work: the platform may be another one for the next.
 *
 * <p>Any thread; both calls may block for the clients' timeouts.
 */
public interface ContractProvider {
    /**
     * Looks at the platform anew, also when the version is configured, and keeps what was found for {@link #current()}. At the
     * beginning of a run or of a preflight.
     *
     * @return what was found
     */
    ContractFinding detect();

    /**
     * The contract by the last look; looks when there was none that told.
     *
     * @return the contract
     * @throws ContractUnknownException when it is neither configured nor told
     */
    ChatContract current();

    /**
     * A contract that holds always.
     *
     * @param contract the contract
     * @return it, as if configured
     */
    static ContractProvider always(ChatContract contract) {
        return new ContractProvider() {
            @Override
            public ContractFinding detect() {
                return new ContractFinding(Optional.of(contract.version()), List.of(), List.of());
            }

            @Override
            public ChatContract current() {
                return contract;
            }
        };
    }
}
