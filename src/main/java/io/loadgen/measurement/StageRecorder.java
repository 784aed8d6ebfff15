package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.Stages;
import io.loadgen.result.Stages.Stage;
import io.loadgen.result.Stages.Stop;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Records how long each request was in each stage of its way. Memory is fixed, about 2 MiB.
 *
 * <p>Signals that came are the collector's to record, losses are any thread's; neither waits nor allocates. {@link #figures} is for any
 * thread, and exact once no slot is open; before, a request may be half entered.
 *
 * <p>A stage ends where its signal was received, in whatever order. Where the handoff is received after the event, the two came the other
 * way round on our side only: it is taken to have been when the event came, so that the stage between is 0 and the stages still add up
 * to the total. A result or reply that overtook the beginning of its stage makes it 0.
 */
final class StageRecorder {
    private final Track toHandoff = new Track(Stage.SEND_TO_HANDOFF);
    private final Track toEvent = new Track(Stage.HANDOFF_TO_EVENT);
    private final Track toResult = new Track(Stage.EVENT_TO_RESULT);

    /** Of those points of the way to another site that are watched. */
    private final Map<CopyPoint, Track> copies = new EnumMap<>(CopyPoint.class);

    private final Track toFirst;
    private final Tally<Stop> stops = new Tally<>(Stop.class);
    private final BandTable bands = new BandTable();

    /**
     * Makes room.
     *
     * @param firstSignal what ends the first stage of a slot
     * @param watch what is seen of messages to another site
     */
    StageRecorder(Signal firstSignal, OtherSiteWatch watch) {
        for (CopyPoint point : CopyPoint.ALL) {
            if (watch.sees(point)) {
                copies.put(point, new Track(point == CopyPoint.OUTBOX ? Stage.SEND_TO_OUTBOX : Stage.SEND_TO_ARRIVAL));
            }
        }
        toFirst = new Track(firstSignal == Signal.ACK ? Stage.HANDOFF_TO_ACK : Stage.HANDOFF_TO_REPLY);
    }

    /**
     * A signal of a request came.
     *
     * @param signal which
     * @param word the word of its slot before
     * @param lagNanos how late it was sent
     * @param handoffNanos from the send to the handoff, if that was seen
     * @param eventNanos from the send to the event, if that came
     * @param nanos from the send to the signal
     */
    void came(Signal signal, long word, long lagNanos, long handoffNanos, long eventNanos, long nanos) {
        switch (signal) {
            case HANDOFF -> handedOff(word, lagNanos, handoffNanos);
            case EVENT -> delivered(word, lagNanos, handoffNanos, nanos);
            case RESULT -> {
                if (SlotWord.event(word) == EventOutcome.EVENT) {
                    toResult.observed(nanos - eventNanos);
                }
            }
            case REPLY, ACK -> {
                if (SlotWord.isHandedOff(word)) {
                    toFirst.observed(nanos - handoffNanos);
                }
            }
        }
    }

    private void handedOff(long word, long lagNanos, long handoffNanos) {
        toHandoff.observed(handoffNanos);
        if (SlotWord.reply(word) == ReplyOutcome.ACCEPTED) {
            toFirst.observed(0);
        }
        if (SlotWord.event(word) == EventOutcome.EVENT) {
            toEvent.observed(0);
            bands.becomesKnown(lagNanos, handoffNanos, 0);
        }
    }

    private void delivered(long word, long lagNanos, long handoffNanos, long nanos) {
        if (SlotWord.isHandedOff(word)) {
            toEvent.observed(nanos - handoffNanos);
            bands.add(lagNanos, handoffNanos, nanos - handoffNanos);
        } else {
            bands.addUnknown(lagNanos + nanos);
        }
        if (SlotWord.result(word) == ResultOutcome.OK) {
            toResult.observed(0);
        }
    }

    /**
     * A signal of a request is lost.
     *
     * @param signal which
     * @param word the last word of its slot
     * @param handoffNanos from the send to the handoff, if that was seen
     * @param eventNanos from the send to the event, if that came
     * @param waitNanos how long it was waited for, from the send
     */
    void lost(Signal signal, long word, long handoffNanos, long eventNanos, long waitNanos) {
        switch (signal) {
            case HANDOFF -> toHandoff.lost(waitNanos);
            case EVENT -> {
                stops.add(SlotWord.stop(word), 1);
                if (SlotWord.isHandedOff(word)) {
                    toEvent.lost(waitNanos - handoffNanos);
                }
            }
            case RESULT -> {
                if (SlotWord.event(word) == EventOutcome.EVENT) {
                    toResult.lost(waitNanos - eventNanos);
                }
            }
            case REPLY, ACK -> {
                if (SlotWord.isHandedOff(word)) {
                    toFirst.lost(waitNanos - handoffNanos);
                }
            }
        }
    }

    /** A message to another site was seen at a point that is watched, so long after the send. */
    void copied(CopyPoint point, long nanos) {
        Track track = copies.get(point);
        if (track != null) {
            track.observed(nanos);
        }
    }

    /** A message to another site was not seen at a point, though it was waited for so long. */
    void copyLost(CopyPoint point, long waitNanos) {
        Track track = copies.get(point);
        if (track != null) {
            track.lost(waitNanos);
        }
    }

    /** The figures as they stand. */
    Stages figures() {
        Map<Stage, LatencyDistribution> times = new EnumMap<>(Stage.class);
        for (Track track : List.of(toHandoff, toEvent, toResult, toFirst)) {
            times.put(track.stage, track.times());
        }
        copies.values().forEach(track -> times.put(track.stage, track.times()));
        Map<Stop, Long> stopped = stops.sums();
        long lost = stopped.values().stream().mapToLong(Long::longValue).sum();
        return Stages.of(times, bands.bands(lost), stopped);
    }

    /** One stage. What came is written by the collector alone, what is lost by anybody. */
    private static final class Track {
        final Stage stage;
        private final Histogram observed = LatencyDistribution.newHistogram();
        private final AtomicHistogram lost =
                new AtomicHistogram(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);

        Track(Stage stage) {
            this.stage = stage;
        }

        void observed(long nanos) {
            observed.recordValue(LatencyDistribution.inRange(nanos));
        }

        void lost(long nanos) {
            lost.recordValue(LatencyDistribution.inRange(nanos));
        }

        LatencyDistribution times() {
            return new LatencyDistribution(copy(observed), copy(lost));
        }

        private static Histogram copy(AbstractHistogram histogram) {
            Histogram copy = LatencyDistribution.newHistogram();
            copy.add(histogram);
            return copy;
        }
    }
}
