package io.loadgen.engine.memory;

/** A run or a seeding needs more heap than there is. Nothing was started. */
public final class HeapTooSmallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final long neededMebibytes;
    private final long freeMebibytes;

    HeapTooSmallException(HeapShare atFault, long neededMebibytes, long freeMebibytes, String message) {
        super(message);
        field = atFault.field();
        value = atFault.value();
        this.neededMebibytes = neededMebibytes;
        this.freeMebibytes = freeMebibytes;
    }

    /** The field of the request that asks for most of it. */
    public String field() {
        return field;
    }

    /** What that field holds. */
    public String value() {
        return value;
    }

    /** What the request needs. */
    public long neededMebibytes() {
        return neededMebibytes;
    }

    /** What there is for it. */
    public long freeMebibytes() {
        return freeMebibytes;
    }
}
