package io.loadgen.comparison;

import java.util.List;
import java.util.stream.Collectors;

/** Two runs cannot be compared, or not without being told to. */
public final class NotComparableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SpecDifference> unlike;

    NotComparableException(List<SpecDifference> unlike) {
        super("the runs are not alike: "
                + unlike.stream().map(SpecDifference::toString).collect(Collectors.joining("; ")));
        this.unlike = List.copyOf(unlike);
    }

    NotComparableException(String message) {
        super(message);
        this.unlike = List.of();
    }

    /** What the runs differ in: empty when they cannot be compared for another reason, and not even when forced. */
    public List<SpecDifference> unlike() {
        return unlike;
    }
}
