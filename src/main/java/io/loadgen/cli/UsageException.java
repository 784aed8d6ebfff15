package io.loadgen.cli;

/** The command line or the specification cannot be used; the message says what is wrong and what is accepted. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
