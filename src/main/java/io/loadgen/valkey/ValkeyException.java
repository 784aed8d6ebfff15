package io.loadgen.valkey;

/** Valkey cannot be reached or did not do as it was told. The message names the address. */
public final class ValkeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ValkeyException(String address, RuntimeException cause) {
        super("Valkey at " + address + ": " + reason(cause), cause);
    }

    /** The innermost message: what Spring says of it does not tell why. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }
}
