package io.loadgen.engine.rehearsal;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.RehearsalFigures;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches a rehearsal second by second, and knows when nothing changes any more: in each of the last {@value #SECONDS} seconds
 * the rate was reached, and processor time and schedule lag were alike.
 *
 * <p>Pure; one thread at a time.
 */
public final class WarmUpWatch {
    /** So many seconds are held against each other. */
    static final int SECONDS = 3;

    /** What was compiled in one second is not compiled again in the next: warm seconds cost the same but for chance. */
    private static final double CPU_FACTOR = 1.1;

    /** The service does other things, too. */
    private static final long CPU_NANOS = 20_000_000;

    private static final double LAG_FACTOR = 1.5;

    /** Who gets the processor decides about less. */
    private static final double LAG_MILLIS = 1;

    private final double ratePerSecond;
    private final Deque<Second> last = new ArrayDeque<>();
    private int seconds;
    private double bestRatePerSecond;

    /**
     * Watches.
     *
     * @param ratePerSecond the rate to be reached
     */
    public WarmUpWatch(double ratePerSecond) {
        this.ratePerSecond = ratePerSecond;
    }

    /**
     * A second is over.
     *
     * @param second what happened in it
     */
    public void add(Second second) {
        seconds++;
        last.addLast(second);
        if (last.size() > SECONDS) {
            last.removeFirst();
        }
        if (last.size() == SECONDS) {
            bestRatePerSecond = Math.max(bestRatePerSecond, ratePerSecondNow());
        }
    }

    /** Seconds so far. */
    public int seconds() {
        return seconds;
    }

    /** Whether nothing changed in the last seconds. */
    public boolean isSteady() {
        return last.size() == SECONDS && isReached() && isCpuAlike() && isLagAlike();
    }

    private boolean isReached() {
        return ratePerSecondNow() >= ratePerSecond * RehearsalFigures.LEAST_SHARE;
    }

    /** Of few requests one or two are on their way when a second ends. */
    private double ratePerSecondNow() {
        long answered = last.stream().mapToLong(Second::answered).sum();
        return Math.min(ratePerSecond, (answered + 2.0) / SECONDS);
    }

    private boolean isCpuAlike() {
        List<Long> nanos = last.stream()
                .map(Second::cpuNanos)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
        return nanos.isEmpty() || Collections.max(nanos) <= Collections.min(nanos) * CPU_FACTOR + CPU_NANOS;
    }

    private boolean isLagAlike() {
        List<Double> millis = last.stream().map(Second::lagMillis).toList();
        return Collections.max(millis) <= Math.max(LAG_MILLIS, Collections.min(millis) * LAG_FACTOR);
    }

    /**
     * What the last seconds found.
     *
     * @param runId the run that is rehearsed
     * @return empty before there are enough of them
     */
    public Optional<RehearsalFigures> figures(String runId) {
        if (last.size() < SECONDS) {
            return Optional.empty();
        }
        long answered = last.stream().mapToLong(Second::answered).sum();
        long cpuNanos =
                last.stream().mapToLong(second -> second.cpuNanos().orElse(0)).sum();
        LatencyDistribution floor = last.stream()
                .map(second -> second.times().expand())
                .reduce(LatencyDistribution.empty(), LatencyDistribution::plus);
        return Optional.of(new RehearsalFigures(
                runId,
                ratePerSecond,
                bestRatePerSecond,
                seconds,
                isSteady(),
                LatencySummary.of(floor),
                last.stream().mapToDouble(Second::lagMillis).max().orElseThrow(),
                answered == 0 || cpuNanos == 0 ? null : (Double) (cpuNanos / 1e3 / answered)));
    }

    /**
     * One second.
     *
     * @param answered requests that were handed over and came back
     * @param cpuNanos processor time of the process, empty where its system does not tell
     * @param lagMillis 99th percentile of the schedule lag, or the greatest of few
     * @param times from the moment that a request was due to the handling of what came back
     */
    public record Second(long answered, OptionalLong cpuNanos, double lagMillis, CompressedLatencies times) {}
}
