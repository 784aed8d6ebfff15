package io.loadgen.result;

import io.loadgen.spec.Percentile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the instrument itself adds to a latency, measured window.
 *
 * @param probes probes that were sent to a subject of our own, through the same connection and collector as the signals
 * @param unanswered those that did not come back
 * @param floor from a probe's sending to its handling: any latency holds that at least
 * @param floorHistogram every sample of it, compressed
 * @param delay the same less a ping of the connection: how long what has arrived waits for its handling
 * @param delayHistogram every sample of it, compressed
 */
public record ListenerReport(
        long probes,
        long unanswered,
        LatencySummary floor,
        CompressedLatencies floorHistogram,
        LatencySummary delay,
        CompressedLatencies delayHistogram) {
    /** Null when no probe was sent. */
    public static @Nullable ListenerReport of(ListenerFigures figures) {
        return figures.probes() == 0
                ? null
                : new ListenerReport(
                        figures.probes(),
                        figures.unanswered(),
                        LatencySummary.of(figures.floor()),
                        CompressedLatencies.of(figures.floor()),
                        LatencySummary.of(figures.delay()),
                        CompressedLatencies.of(figures.delay()));
    }

    /** The same as it was measured. */
    public ListenerFigures measured() {
        return new ListenerFigures(probes, unanswered, floorHistogram.expand(), delayHistogram.expand());
    }

    /** The figures as words, milliseconds. */
    public List<String> parts() {
        return List.of(
                "floor p50 " + shown(floor, Percentile.P50) + ", p99 " + shown(floor, Percentile.P99) + " ms",
                "delay p50 " + shown(delay, Percentile.P50) + ", p99 " + shown(delay, Percentile.P99) + ", max "
                        + longest(delay) + " ms",
                probes + " probes, " + unanswered + " unanswered");
    }

    public static String shown(LatencySummary spread, Percentile percentile) {
        return spread.percentile(percentile).map(Bounds::ascii).orElse("-");
    }

    public static String longest(LatencySummary spread) {
        Double longest = spread.maxObservedMillis();
        return longest == null ? "-" : FigureText.millis(longest);
    }
}
