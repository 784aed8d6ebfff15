package io.loadgen.result;

/**
 * What the figures say of one limit.
 *
 * @param name what is limited, such as {@code response time E2 p99}
 * @param outcome whether it was kept
 * @param sentence the figure and the limit, in words
 */
public record LimitFinding(String name, Outcome outcome, String sentence) {
    /** The closed set of outcomes. */
    public enum Outcome {
        /** The figure is within the limit. */
        KEPT,
        /** The figure is beyond the limit. */
        BROKEN,
        /** The figures prove neither. */
        UNDECIDABLE
    }
}
