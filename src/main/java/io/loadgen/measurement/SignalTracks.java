package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Latencies of a few signals, observed and lost, in histograms that grow with the longest latency, not with the run: for what
 * happens too seldom, or in too many groups, for histograms of the full range.
 *
 * <p>One thread at a time: its owner sees to that.
 */
final class SignalTracks {
    private final Map<Signal, Track> tracks = new EnumMap<>(Signal.class);

    /** Makes room; signals that are not among these are passed over. */
    SignalTracks(Set<Signal> signals) {
        signals.forEach(signal -> tracks.put(signal, new Track()));
    }

    void observed(Signal signal, long responseNanos, long serviceNanos) {
        Track track = tracks.get(signal);
        if (track != null) {
            track.response.recordValue(LatencyDistribution.inRange(responseNanos));
            track.service.recordValue(LatencyDistribution.inRange(serviceNanos));
        }
    }

    void lost(Signal signal, long responseNanos, long serviceNanos) {
        Track track = tracks.get(signal);
        if (track != null) {
            track.responseLosses.recordValue(LatencyDistribution.inRange(responseNanos));
            track.serviceLosses.recordValue(LatencyDistribution.inRange(serviceNanos));
        }
    }

    /** A copy of the distribution of every signal. */
    Map<Signal, LatencyDistribution> snapshot(Basis basis) {
        Map<Signal, LatencyDistribution> snapshot = new EnumMap<>(Signal.class);
        tracks.forEach((signal, track) -> snapshot.put(signal, track.snapshot(basis)));
        return snapshot;
    }

    /** One signal. Most losses are none, so histograms begin small and grow by themselves. */
    private static final class Track {
        final Histogram response = new Histogram(LatencyDistribution.DIGITS);
        final Histogram service = new Histogram(LatencyDistribution.DIGITS);
        final Histogram responseLosses = new Histogram(LatencyDistribution.DIGITS);
        final Histogram serviceLosses = new Histogram(LatencyDistribution.DIGITS);

        LatencyDistribution snapshot(Basis basis) {
            return switch (basis) {
                case RESPONSE -> new LatencyDistribution(response.copy(), responseLosses.copy());
                case SERVICE -> new LatencyDistribution(service.copy(), serviceLosses.copy());
            };
        }
    }
}
