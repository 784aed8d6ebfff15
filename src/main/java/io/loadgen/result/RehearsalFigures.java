package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the last seconds of a rehearsal found: the traffic of a run, sent to ourselves. A latency of the run holds the floor, whatever the
 * platform does.
 *
 * <p>Immutable; any thread.
 *
 * @param ofRun the run that was rehearsed; an earlier one where the process was warm from it
 * @param ratePerSecond the rate that was played; that of the run, where it has one
 * @param reachedRatePerSecond requests that were handed over and came back, a second, in the best three seconds: who is held up now and
 *     then can still keep a rate, who cannot keep it never does
 * @param seconds how long it took until nothing changed any more, or until there was no more time
 * @param steady whether nothing changed any more: neither processor time nor schedule lag
 * @param floor from the moment that a request was due to the handling of what came back
 * @param lagP99Millis 99th percentile of the schedule lag, in the worst of the seconds
 * @param cpuMicrosPerRequest processor time of the process for each request; absent where its system does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RehearsalFigures(
        String ofRun,
        double ratePerSecond,
        double reachedRatePerSecond,
        int seconds,
        boolean steady,
        LatencySummary floor,
        double lagP99Millis,
        @Nullable Double cpuMicrosPerRequest) {
    /** The part of its rate that a generator has to hand over. */
    public static final double LEAST_SHARE = 0.99;

    /** Rounds. */
    public RehearsalFigures {
        reachedRatePerSecond = Math.round(reachedRatePerSecond * 1e3) / 1e3;
        cpuMicrosPerRequest =
                cpuMicrosPerRequest == null ? null : (Double) (Math.round(cpuMicrosPerRequest * 1e3) / 1e3);
    }

    /** How it went, in a line. */
    public String words() {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(Locale.ROOT, "%d s at %.1f/s, to ourselves", seconds, ratePerSecond));
        parts.add(steady ? "steady" : "still changing at its end");
        parts.add("lag p99 " + FigureText.millis(lagP99Millis) + " ms");
        if (cpuMicrosPerRequest != null) {
            parts.add(String.format(Locale.ROOT, "%.3f ms of CPU a request", cpuMicrosPerRequest / 1e3));
        }
        return String.join("; ", parts);
    }

    /** Why a run is not begun that asks for more. */
    public String refusal() {
        return String.format(
                Locale.ROOT,
                "the generator cannot keep the rate: its rehearsal, to itself, came to %.1f/s at best of the %.1f/s asked for, with a schedule lag of %.3f ms at p99; lower rate"
                        + " to %.0f or less, or give the generator more CPU",
                reachedRatePerSecond,
                ratePerSecond,
                lagP99Millis,
                Math.floor(reachedRatePerSecond));
    }

    /** Whether the generator can hand over what is asked of it. */
    public boolean reached() {
        return reachedRatePerSecond >= ratePerSecond * LEAST_SHARE;
    }
}
