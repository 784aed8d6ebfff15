package io.loadgen.conformance;

import org.jspecify.annotations.Nullable;

/** The contract cannot be checked now; the message says why. What had been written was removed. */
public final class ContractCheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContractCheckException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
