package io.loadgen.result;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run decides, and why.
 *
 * @param decision the decision
 * @param reasons each in a sentence that names the limit and the figure; empty for PASS and NONE
 */
public record Verdict(Decision decision, List<String> reasons) {
    /** Takes a copy. */
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /**
     * What a run decides that was aborted: a limit that it broke until then it has broken, but it has kept none, for it was not
     * carried out.
     *
     * @param reason why it was aborted
     * @return the verdict, never PASS or NONE, the reason first
     */
    public Verdict ofAborted(String reason) {
        List<String> all = new ArrayList<>();
        all.add("the run was aborted: " + reason);
        all.addAll(reasons);
        return new Verdict(decision == Decision.FAIL ? Decision.FAIL : Decision.INCONCLUSIVE, all);
    }

    /** The closed set of decisions. */
    public enum Decision {
        /** Every limit was kept. */
        PASS,
        /** A limit was broken. */
        FAIL,
        /** The figures cannot decide: measuring failed, or the generator was the limit. */
        INCONCLUSIVE,
        /** No limit was set. */
        NONE
    }

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
}
