package io.loadgen.measurement;

import io.loadgen.contract.Shape;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddPath;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Paths;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.SubjectMode;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The measured slots by the ways that their adds take: outcomes and latencies, and the outbox messages of those across sites.
 *
 * <p>Any thread. One lock, taken by whoever settles slots, never by whoever sends them: the collector all but owns it.
 */
public final class PathLog {
    private final List<Row> rows;
    private final OtherSiteWatch watch;
    private final boolean watchesSubjects;
    private final LongAdder globalEvents = new LongAdder();
    private final LongAdder localEvents = new LongAdder();
    private final Map<CopyPoint, CopyLog> copies = new EnumMap<>(CopyPoint.class);

    /**
     * Makes room.
     *
     * @param signals those that are recorded
     * @param watch what is heard, and so waited for, of messages to another site
     * @param watchesSubjects whether it matters on which subjects events come
     */
    public PathLog(Set<Signal> signals, OtherSiteWatch watch, boolean watchesSubjects) {
        this.watch = watch;
        this.watchesSubjects = watchesSubjects;
        for (CopyPoint point : CopyPoint.ALL) {
            copies.put(point, new CopyLog());
        }
        rows = IntStream.range(0, AddPath.COMBINATIONS)
                .mapToObj(bits -> new Row(bits, new Ledger(), new SignalTracks(signals)))
                .toList();
    }

    OtherSiteWatch watch() {
        return watch;
    }

    /** A slot is opened; the generator's. */
    void sent(int path, Phase phase, Shape shape) {
        rows.get(path).books.sent(phase, shape);
    }

    synchronized void observed(long word, Signal signal, long responseNanos, long serviceNanos) {
        if (isSampled(word)) {
            row(word).tracks.observed(signal, responseNanos, serviceNanos);
        }
    }

    synchronized void lost(long word, Signal signal, long responseNanos, long serviceNanos) {
        if (isSampled(word)) {
            row(word).tracks.lost(signal, responseNanos, serviceNanos);
        }
    }

    private static boolean isSampled(long word) {
        return SlotWord.phase(word) == Phase.MEASURED && SlotWord.kind(word) != AddKind.FIRST_ORGS;
    }

    /** A slot was closed. */
    void closed(long word, ReplyOutcome reply) {
        Phase phase = SlotWord.phase(word);
        row(word).books.closed(phase, SlotWord.kind(word).shape(), reply, SlotWord.event(word), SlotWord.result(word));
        if (phase == Phase.MEASURED) {
            for (CopyPoint point : CopyPoint.ALL) {
                copies(point).closed(SlotWord.copy(word, point));
            }
        }
    }

    /** Messages to another site, at a point of their way. */
    CopyLog copies(CopyPoint point) {
        return Objects.requireNonNull(copies.get(point), "of every point");
    }

    /** A member event of this run came on a subject of every room, or on one of the site. */
    void heard(boolean local) {
        (local ? localEvents : globalEvents).increment();
    }

    private Row row(long word) {
        return rows.get(SlotWord.path(word));
    }

    /** The figures as they stand, with a row for each way that was taken. */
    public synchronized Paths snapshot() {
        return new Paths(
                rows.stream()
                        .map(Row::figures)
                        .filter(row -> row.measured().count(Disposition.SENT) > 0)
                        .toList(),
                figures(CopyPoint.OUTBOX),
                figures(CopyPoint.ARRIVAL),
                watchesSubjects ? subjects() : null);
    }

    private Paths.@Nullable Copies figures(CopyPoint point) {
        return watch.sees(point) ? copies(point).figures() : null;
    }

    private Paths.Subjects subjects() {
        long events = rows.stream()
                .mapToLong(row -> row.books.snapshot().count(EventOutcome.EVENT))
                .sum();
        long global = globalEvents.sum();
        long local = localEvents.sum();
        return new Paths.Subjects(SubjectMode.of(events, global, local), global, local);
    }

    private record Row(int bits, Ledger books, SignalTracks tracks) {
        Paths.Row figures() {
            return new Paths.Row(
                    AddPath.of(bits),
                    books.snapshot(Phase.MEASURED),
                    LatencyRow.of(tracks.snapshot(Basis.RESPONSE), tracks.snapshot(Basis.SERVICE)));
        }
    }
}
