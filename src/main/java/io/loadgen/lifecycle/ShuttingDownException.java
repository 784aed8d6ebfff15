package io.loadgen.lifecycle;

/** The manager is closed or closing and takes no more runs. Nothing was started or stored. */
public class ShuttingDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public ShuttingDownException() {
        super("the service is shutting down and takes no more runs");
    }
}
