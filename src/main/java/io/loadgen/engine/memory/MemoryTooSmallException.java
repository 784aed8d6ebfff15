package io.loadgen.engine.memory;

import java.util.Comparator;
import java.util.List;

/** A run or a seeding needs more heap, or more disk, than there is. Nothing was started. */
public final class MemoryTooSmallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final long MEBIBYTE = 1 << 20;

    private final Kind kind;
    private final String field;
    private final String value;
    private final long neededMebibytes;
    private final long freeMebibytes;

    /** With the field that asks for most of it. */
    MemoryTooSmallException(Kind kind, List<MemoryShare> shares, long freeBytes, String message) {
        super(message);
        MemoryShare atFault = kind.largest(shares);
        this.kind = kind;
        field = atFault.field();
        value = atFault.value();
        neededMebibytes = mebibytes(kind.needed(shares));
        freeMebibytes = freeBytes / MEBIBYTE;
    }

    /** Rounded up. */
    static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, MEBIBYTE);
    }

    /** What there is too little of. */
    public Kind kind() {
        return kind;
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

    /** Where things are kept. */
    public enum Kind {
        /** The heap of the process. */
        HEAP,
        /** The disk of the spool. */
        DISK;

        long needed(List<MemoryShare> shares) {
            return shares.stream().mapToLong(this::of).sum();
        }

        MemoryShare largest(List<MemoryShare> shares) {
            return shares.stream().max(Comparator.comparingLong(this::of)).orElseThrow();
        }

        private long of(MemoryShare share) {
            return switch (this) {
                case HEAP -> share.heapBytes();
                case DISK -> share.diskBytes();
            };
        }
    }
}
