package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Paths;
import io.loadgen.result.Phase;
import io.loadgen.result.Stages;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Records latencies while they happen and hands them out in intervals. Memory is fixed by the signals observed (about 2 MiB
 * each, and as much for the stages), however long the run.
 *
 * <p>Three roles, each one thread at a time: the collector calls {@link #record}, the generator calls {@link #recordLag}, the
 * sampler calls {@link #takeInterval}. Both recording calls are wait-free and do not allocate. {@link #recordLoss} is for any
 * thread. Longer latencies than {@link LatencyDistribution#HIGHEST_NANOS} are recorded as that.
 */
public final class LatencyRecorder {
    private final Map<Signal, Track> tracks = new EnumMap<>(Signal.class);
    private final Sampled measuredLag = new Sampled();
    private final Sampled warmupLag = new Sampled();
    private final Histogram lagInterval = LatencyDistribution.newHistogram();
    private final @Nullable StageRecorder stages;
    private final @Nullable PathLog paths;

    /**
     * Makes room for the signals of a run whose adds all take the ordinary way.
     *
     * @param signals those that will be recorded
     */
    public LatencyRecorder(Set<Signal> signals) {
        this(signals, null);
    }

    /**
     * Makes room for the signals of a run, and for the stages between them where the handoff is among them.
     *
     * @param signals those that will be recorded
     * @param paths what is recorded by the ways that adds take, null where all take the ordinary one
     */
    public LatencyRecorder(Set<Signal> signals, @Nullable PathLog paths) {
        this.paths = paths;
        for (Signal signal : signals) {
            tracks.put(signal, new Track());
        }
        stages = signals.contains(Signal.HANDOFF)
                ? new StageRecorder(
                        signals.contains(Signal.ACK) ? Signal.ACK : Signal.REPLY,
                        paths == null ? OtherSiteWatch.NOTHING : paths.watch())
                : null;
    }

    /** Where stages go, null where they are not recorded. */
    @Nullable
    StageRecorder stages() {
        return stages;
    }

    /** What is recorded by the ways that adds take, null where all take the ordinary one. */
    @Nullable
    PathLog paths() {
        return paths;
    }

    /** The measured requests so far by the ways that they take, no rows where all take the ordinary one. */
    public Paths pathFigures() {
        return paths == null ? Paths.NONE : paths.snapshot();
    }

    /** The stages of the measured requests so far, without first org adds, empty where the handoff is not observed. */
    public Optional<Stages> stageFigures() {
        return Optional.ofNullable(stages).map(StageRecorder::figures);
    }

    /** The signals that are recorded. */
    public Collection<Signal> signals() {
        return tracks.keySet();
    }

    public void record(Signal signal, Phase phase, long responseNanos, long serviceNanos) {
        Track track = track(signal);
        if (phase == Phase.MEASURED) {
            track.response.record(responseNanos);
            track.service.record(serviceNanos);
        } else {
            track.recordUnmeasured(responseNanos);
        }
    }

    /** A signal that is of its interval and of no total: that of a slot whose latencies are reported apart. */
    void recordInterval(Signal signal, long responseNanos) {
        track(signal).recordUnmeasured(responseNanos);
    }

    private Track track(Signal signal) {
        Track track = tracks.get(signal);
        if (track == null) {
            throw new IllegalStateException("not recorded in this run: " + signal);
        }
        return track;
    }

    /** A measured signal that did not come within the time it was given. Signals that are not recorded are passed over. */
    public void recordLoss(Signal signal, long responseNanos, long serviceNanos) {
        Track track = tracks.get(signal);
        if (track != null) {
            track.losses.record(responseNanos, serviceNanos);
        }
    }

    /**
     * Records how late a slot was sent.
     *
     * @param phase the slot's phase
     * @param lagNanos actual minus intended send time
     */
    public void recordLag(Phase phase, long lagNanos) {
        (phase == Phase.MEASURED ? measuredLag : warmupLag).record(lagNanos);
    }

    /**
     * Ends an interval: what was recorded since the last call, warm-up and first org adds included. Adds the measured part
     * without first org adds to the totals.
     *
     * @return the interval, valid until the next call
     */
    public Interval takeInterval() {
        Map<Signal, LatencyDistribution> responses = new EnumMap<>(Signal.class);
        Map<Signal, Measured> measured = new EnumMap<>(Signal.class);
        tracks.forEach((signal, track) -> {
            measured.put(signal, track.takeMeasured());
            responses.put(signal, track.takeAll());
        });
        lagInterval.reset();
        lagInterval.add(measuredLag.take());
        lagInterval.add(warmupLag.take());
        return new Interval(responses, measured, lagInterval);
    }

    /**
     * The totals of the measured slots up to the last interval, without first org adds.
     *
     * @param basis response or service time
     * @return a distribution for each signal that is recorded
     */
    public Map<Signal, LatencyDistribution> totals(Basis basis) {
        Map<Signal, LatencyDistribution> totals = new EnumMap<>(Signal.class);
        tracks.forEach((signal, track) -> totals.put(signal, track.total(basis)));
        return totals;
    }

    /** The schedule lag of the measured slots up to the last interval. */
    public LatencyDistribution totalLag() {
        return LatencyDistribution.observed(measuredLag.total.copy());
    }

    /**
     * What was recorded between two calls of the sampler.
     *
     * @param responses response times by signal, warm-up included; losses of measured slots
     * @param measured latencies of measured slots by signal, losses included
     * @param lag schedule lag
     */
    public record Interval(Map<Signal, LatencyDistribution> responses, Map<Signal, Measured> measured, Histogram lag) {}

    /**
     * Latencies of one signal of measured slots.
     *
     * @param response from the intended send time
     * @param service from the actual send time
     */
    public record Measured(LatencyDistribution response, LatencyDistribution service) {}

    /** One signal: the part that is in the totals, and the part that is only in its interval. */
    private static final class Track {
        final Sampled response = new Sampled();
        final Sampled service = new Sampled();
        final Losses losses = new Losses();
        private final Sampled unmeasuredResponse = new Sampled();
        private final Histogram interval = LatencyDistribution.newHistogram();
        private volatile boolean unmeasured;

        void recordUnmeasured(long responseNanos) {
            unmeasuredResponse.record(responseNanos);
            // Afterwards, so that nothing is passed over: at worst the sampler looks once in vain.
            unmeasured = true;
        }

        Measured takeMeasured() {
            losses.take();
            return new Measured(
                    new LatencyDistribution(response.take(), losses.responses),
                    new LatencyDistribution(service.take(), losses.services));
        }

        /** To be called after {@link #takeMeasured}, whose response times it adds to those of the warm-up. */
        LatencyDistribution takeAll() {
            Histogram measured = Objects.requireNonNull(response.last);
            if (!unmeasured) {
                return new LatencyDistribution(measured, losses.responses);
            }
            unmeasured = false;
            interval.reset();
            interval.add(measured);
            interval.add(unmeasuredResponse.take());
            return new LatencyDistribution(interval, losses.responses);
        }

        LatencyDistribution total(Basis basis) {
            return switch (basis) {
                case RESPONSE -> new LatencyDistribution(response.total.copy(), losses.responseTotal.copy());
                case SERVICE -> new LatencyDistribution(service.total.copy(), losses.serviceTotal.copy());
            };
        }
    }

    /** What did not come. Recorded by any thread, and seldom: a second without costs nothing. */
    private static final class Losses {
        private static final Histogram NONE = LatencyDistribution.newHistogram();

        final Histogram responseTotal = LatencyDistribution.newHistogram();
        final Histogram serviceTotal = LatencyDistribution.newHistogram();
        Histogram responses = NONE;
        Histogram services = NONE;
        private final Recorder response =
                new Recorder(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);
        private final Recorder service = new Recorder(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);
        private volatile boolean recorded;

        void record(long responseNanos, long serviceNanos) {
            response.recordValue(LatencyDistribution.inRange(responseNanos));
            service.recordValue(LatencyDistribution.inRange(serviceNanos));
            recorded = true;
        }

        void take() {
            if (!recorded) {
                responses = NONE;
                services = NONE;
                return;
            }
            recorded = false;
            responses = response.getIntervalHistogram();
            services = service.getIntervalHistogram();
            responseTotal.add(responses);
            serviceTotal.add(services);
        }
    }

    /** A recorder with one writer, and the sum of what was taken from it. */
    private static final class Sampled {
        private final SingleWriterRecorder recorder =
                new SingleWriterRecorder(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);
        private final Histogram total = LatencyDistribution.newHistogram();
        private @Nullable Histogram last;

        void record(long nanos) {
            recorder.recordValue(LatencyDistribution.inRange(nanos));
        }

        Histogram take() {
            Histogram taken = recorder.getIntervalHistogram(last);
            last = taken;
            total.add(taken);
            return taken;
        }
    }
}
