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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * The measured slots by the ways that their adds take: outcomes and latencies, and the outbox messages of those across sites.
 *
 * <p>Any thread. One lock, taken by whoever settles slots, never by whoever sends them: the collector all but owns it.
 */
public final class PathLog {
    private final List<Row> rows;
    private final boolean watchesOutbox;
    private final boolean watchesSubjects;
    private final LongAdder globalEvents = new LongAdder();
    private final LongAdder localEvents = new LongAdder();
    private final Tally<Copy> outbox = new Tally<>(Copy.class);

    /**
     * Makes room.
     *
     * @param signals those that are recorded
     * @param watchesOutbox whether outbox messages are heard, and so waited for
     * @param watchesSubjects whether it matters on which subjects events come
     */
    public PathLog(Set<Signal> signals, boolean watchesOutbox, boolean watchesSubjects) {
        this.watchesOutbox = watchesOutbox;
        this.watchesSubjects = watchesSubjects;
        rows = IntStream.range(0, AddPath.COMBINATIONS)
                .mapToObj(bits -> new Row(bits, new Ledger(), new SignalTracks(signals)))
                .toList();
    }

    boolean watchesOutbox() {
        return watchesOutbox;
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
            switch (SlotWord.outbox(word)) {
                case NONE, AWAITED -> {
                    // Without its event none was due.
                }
                case SEEN -> outbox.add(Copy.SEEN, 1);
                case MISSING -> outbox.add(Copy.MISSING, 1);
            }
        }
    }

    /** An outbox message that does not name those whom its slot adds of the other site. */
    void mismatched() {
        outbox.add(Copy.MISMATCHED, 1);
    }

    /** An outbox message of this run that no slot waits for. */
    void repeated() {
        outbox.add(Copy.REPEATED, 1);
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
                watchesOutbox ? outboxFigures() : null,
                watchesSubjects ? subjects() : null);
    }

    private Paths.Subjects subjects() {
        long events = rows.stream()
                .mapToLong(row -> row.books.snapshot().count(EventOutcome.EVENT))
                .sum();
        long global = globalEvents.sum();
        long local = localEvents.sum();
        return new Paths.Subjects(SubjectMode.of(events, global, local), global, local);
    }

    private Paths.Outbox outboxFigures() {
        Map<Copy, Long> counts = outbox.sums();
        long seen = counts.getOrDefault(Copy.SEEN, 0L);
        long missing = counts.getOrDefault(Copy.MISSING, 0L);
        return new Paths.Outbox(
                seen + missing,
                seen,
                missing,
                counts.getOrDefault(Copy.MISMATCHED, 0L),
                counts.getOrDefault(Copy.REPEATED, 0L));
    }

    private enum Copy {
        SEEN,
        MISSING,
        MISMATCHED,
        REPEATED
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
