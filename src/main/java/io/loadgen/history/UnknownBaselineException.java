package io.loadgen.history;

/** There is no baseline of a name. */
public class UnknownBaselineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;

    UnknownBaselineException(String name) {
        super("there is no baseline " + name);
        this.name = name;
    }

    /** The name as it was asked for. */
    public String name() {
        return name;
    }
}
