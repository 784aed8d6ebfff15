package io.loadgen.contract;

import java.util.List;

/** Looks at one side of the platform for what tells its contract version. Any thread; may block for its client's timeouts. */
@FunctionalInterface
public interface ContractEvidenceSource {
    /**
     * Looks now.
     *
     * @return what was seen, empty when there is nothing that tells
     * @throws ContractEvidenceException when it cannot be looked at; the message says why
     */
    List<ContractEvidence> gather() throws ContractEvidenceException;
}
