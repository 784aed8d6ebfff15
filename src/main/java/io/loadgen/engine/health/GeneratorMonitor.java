package io.loadgen.engine.health;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the generator's own process while it measures. A look costs three small files and a few counters; it is taken once a second,
 * off the paths that send and receive.
 *
 * <p>Any thread.
 */
public final class GeneratorMonitor implements AutoCloseable {
    private final MachineSource source;
    private final int processors;
    private volatile @Nullable String pacingThread;
    private volatile Supplier<OptionalLong> pacingWait = OptionalLong::empty;
    private @Nullable Look first;
    private @Nullable Look last;
    private long longestPauseMillis;
    private double peakOwnCpu;
    private double peakSteal;
    private double peakPacingWait;

    public GeneratorMonitor(MachineSource source, int processors) {
        this.source = source;
        this.processors = processors;
    }

    /** How the system was brought to run the thread that sends, and how long that has been kept waiting so far, nanoseconds. */
    public void pacedBy(String thread, Supplier<OptionalLong> waited) {
        pacingThread = thread;
        pacingWait = waited;
    }

    /** Takes a look. The first within the measured window begins what is reported, each later one adds to it. */
    public synchronized void sample(boolean measured) {
        MachineReading machine = source.read();
        if (!measured) {
            return;
        }
        Look now = new Look(machine, pacingWait.get());
        if (last == null) {
            first = now;
        } else {
            longestPauseMillis = Math.max(longestPauseMillis, now.machine().longestPauseMillis());
            peakOwnCpu =
                    Math.max(peakOwnCpu, ownCpu(last.machine(), now.machine()).orElse(0.0));
            peakSteal = Math.max(peakSteal, steal(last.machine(), now.machine()).orElse(0.0));
            peakPacingWait = Math.max(peakPacingWait, pacingWait(last, now).orElse(0.0));
        }
        last = now;
    }

    /** What was seen, empty when the measured window held fewer than two looks. */
    public synchronized Optional<GeneratorFigures> health() {
        Look begin = first;
        Look end = last;
        if (begin == null
                || end == null
                || end.machine().nanos() == begin.machine().nanos()) {
            return Optional.empty();
        }
        MachineReading from = begin.machine();
        MachineReading to = end.machine();
        return Optional.of(new GeneratorFigures(
                (to.nanos() - from.nanos()) / 1e9,
                processors,
                share(ownCpu(from, to), peakOwnCpu, 1),
                share(steal(from, to), peakSteal, 100),
                throttling(from, to).orElse(null),
                new Pauses(to.pauses() - from.pauses(), to.pauseMillis() - from.pauseMillis(), longestPauseMillis),
                safepoints(from, to).orElse(null),
                null,
                pacingThread,
                share(pacingWait(begin, end), peakPacingWait, 100)));
    }

    private static @Nullable Share share(Optional<Double> mean, double peak, double scale) {
        return mean.map(found -> new Share(found * scale, Math.max(found, peak) * scale))
                .orElse(null);
    }

    /** Processors kept busy. */
    private static Optional<Double> ownCpu(MachineReading from, MachineReading to) {
        return partOfTime(from, from.cpuNanos(), to, to.cpuNanos());
    }

    /** Empty also when the thread began to send after the first of the two looks: what it waited before is not told. */
    private static Optional<Double> pacingWait(Look from, Look to) {
        return partOfTime(from.machine(), from.pacingWait(), to.machine(), to.pacingWait());
    }

    private static Optional<Double> partOfTime(
            MachineReading from, OptionalLong nanosBefore, MachineReading to, OptionalLong nanosAfter) {
        if (nanosBefore.isEmpty() || nanosAfter.isEmpty() || to.nanos() <= from.nanos()) {
            return Optional.empty();
        }
        double nanos = nanosAfter.getAsLong() - nanosBefore.getAsLong();
        return Optional.of(nanos / (to.nanos() - from.nanos()));
    }

    private static Optional<Double> steal(MachineReading from, MachineReading to) {
        return from.ticks()
                .flatMap(before -> to.ticks()
                        .filter(after -> after.all() > before.all())
                        .map(after -> (double) (after.stolen() - before.stolen()) / (after.all() - before.all())));
    }

    private static Optional<Safepoints> safepoints(MachineReading from, MachineReading to) {
        return from.safepoints()
                .flatMap(before -> to.safepoints()
                        .map(after ->
                                new Safepoints(after.count() - before.count(), after.millis() - before.millis())));
    }

    private static Optional<Throttling> throttling(MachineReading from, MachineReading to) {
        return from.throttling()
                .flatMap(before -> to.throttling()
                        .map(after -> new Throttling(
                                after.periods() - before.periods(),
                                after.throttledPeriods() - before.throttledPeriods(),
                                (after.micros() - before.micros()) / 1000)));
    }

    @Override
    public void close() {
        source.close();
    }

    /** What was found at one moment. */
    private record Look(MachineReading machine, OptionalLong pacingWait) {}
}
