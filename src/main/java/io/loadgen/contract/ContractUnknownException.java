package io.loadgen.contract;

/** The contract version is neither configured nor told by what can be seen of the platform. The message says how to mend it. */
public class ContractUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses to guess.
     *
     * @param finding what was seen
     */
    public ContractUnknownException(ContractFinding finding) {
        super(finding.explanation() + "; set loadgen.contract to A, B or C");
    }
}
