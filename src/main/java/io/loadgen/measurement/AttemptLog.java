package io.loadgen.measurement;

import io.loadgen.result.Attempt;
import io.loadgen.result.LatencyRow;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Counts the attempts of room-worker at jobs that fail: each failure is told of by a result of its own, so what comes next comes of the
 * next attempt.
 *
 * <p>Any thread; under a lock, since nothing comes here of a request that goes well.
 */
final class AttemptLog {
    private final List<Entry> entries = new ArrayList<>();

    /** A job failed for so many times now. */
    synchronized void failed(int times) {
        entry(times).failed++;
    }

    /** An event or a result {@code ok} came after so many failures. */
    synchronized void came(Signal signal, int failures, long responseNanos, long serviceNanos) {
        Entry entry = entry(failures + 1);
        entry.tracks.observed(signal, responseNanos, serviceNanos);
        if (signal == Signal.RESULT) {
            entry.ok++;
        }
    }

    /** A job that failed for so many times is waited for no more, and is to be tried again. */
    synchronized void unfinished(int failures) {
        entry(failures).unfinished++;
    }

    /** A copy; empty when nothing failed. */
    synchronized List<Attempt> snapshot() {
        List<Attempt> attempts = new ArrayList<>();
        for (Entry entry : entries) {
            attempts.add(entry.snapshot(attempts.size() + 1));
        }
        return attempts;
    }

    private Entry entry(int attempt) {
        while (entries.size() < attempt) {
            entries.add(new Entry());
        }
        return entries.get(attempt - 1);
    }

    private static final class Entry {
        final SignalTracks tracks = new SignalTracks(EnumSet.of(Signal.EVENT, Signal.RESULT));
        long failed;
        long ok;
        long unfinished;

        Attempt snapshot(int attempt) {
            List<LatencyRow> latencies =
                    LatencyRow.of(tracks.snapshot(Basis.RESPONSE), tracks.snapshot(Basis.SERVICE)).stream()
                            .filter(row -> row.times().count() > 0)
                            .toList();
            return new Attempt(attempt, failed, ok, unfinished, latencies);
        }
    }
}
