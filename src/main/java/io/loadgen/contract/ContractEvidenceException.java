package io.loadgen.contract;

/** A side of the platform could not be looked at. The message says which and why. */
public class ContractEvidenceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps the client's failure.
     *
     * @param message which side and why
     * @param cause what the client threw
     */
    public ContractEvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
