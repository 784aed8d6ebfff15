package io.loadgen.measurement;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.AddKind;
import io.loadgen.result.Attempt;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Paths;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.SecondSample;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.result.arrivals.ArrivalFigures.LawTest;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measurements by hand. The default is a sound run of 200 requests a second: 10 s of warm-up, 50 s measured, every slot with its
 * event and its result, no irregularity.
 */
public final class MeasurementsBuilder {
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000_000;

    private final BooksBuilder measured = new BooksBuilder(10_000);
    private static final long MEASURED_FROM_NANOS = 10_000 * MILLIS;

    private final BooksBuilder warmup = new BooksBuilder(2_000);
    private final Map<Signal, LatencyDistribution> responseTimes = new EnumMap<>(Signal.class);
    private final Map<Signal, LatencyDistribution> serviceTimes = new EnumMap<>(Signal.class);
    private final Map<String, Long> rejections = new HashMap<>();
    private final List<String> firstMessages = new ArrayList<>();
    private final List<SecondSample> timeline = new ArrayList<>();
    private final List<LatencyInterval> intervals = new ArrayList<>();
    private LatencyDistribution lag = observed(10_000, 20 * MICROS, 2 * MILLIS);
    private BacklogSummary backlog = new BacklogSummary(50, 0, 0, 12, 0, 40, 0, 3L, null);
    private List<ShapeCount> shapes = List.of();
    private Backfill firstOrgAdds = Backfill.none();
    private LatencyDistribution lateReplies = LatencyDistribution.empty();
    private long lateEvents;
    private long eventTimeoutsAfterOk;
    private long unreadableSignals;
    private @Nullable ConnectionGaps connection;
    private List<Attempt> attempts = List.of();
    private long measuredNanos = 50_000 * MILLIS;
    private ListenerFigures listener = ListenerFigures.none();
    private @Nullable StageRecorder stages;
    private @Nullable ArrivalFigures arrivals;

    /** A sound run. */
    public MeasurementsBuilder() {
        times(Signal.REPLY, observed(10_000, 2 * MILLIS, 9 * MILLIS), observed(10_000, 2 * MILLIS, 8 * MILLIS));
        times(Signal.EVENT, observed(10_000, 12 * MILLIS, 80 * MILLIS), observed(10_000, 12 * MILLIS, 79 * MILLIS));
        times(Signal.RESULT, observed(10_000, 14 * MILLIS, 84 * MILLIS), observed(10_000, 14 * MILLIS, 83 * MILLIS));
    }

    /** Evenly spread samples from the shortest to the longest. */
    public static LatencyDistribution observed(long count, long shortestNanos, long longestNanos) {
        return new LatencyDistribution(spread(count, shortestNanos, longestNanos), LatencyDistribution.newHistogram());
    }

    /** Evenly spread samples, and some that were given up after a time. */
    public static LatencyDistribution withLosses(
            long count, long shortestNanos, long longestNanos, long lost, long givenNanos) {
        Histogram censored = LatencyDistribution.newHistogram();
        censored.recordValueWithCount(givenNanos, lost);
        return new LatencyDistribution(spread(count, shortestNanos, longestNanos), censored);
    }

    private static Histogram spread(long count, long shortestNanos, long longestNanos) {
        Histogram histogram = LatencyDistribution.newHistogram();
        for (long i = 0; i < count; i++) {
            histogram.recordValue(shortestNanos + (longestNanos - shortestNanos) * i / Math.max(1, count - 1));
        }
        return histogram;
    }

    /** 500 gaps, whose test as exponential ones has this p-value. */
    public MeasurementsBuilder poisson(double statistic, double pValue) {
        arrivals = new ArrivalFigures(500, 5.012, 0.004, 0.031, new LawTest(statistic, pValue));
        return this;
    }

    public BooksBuilder measured() {
        return measured;
    }

    public BooksBuilder warmup() {
        return warmup;
    }

    public MeasurementsBuilder times(Signal signal, LatencyDistribution response, LatencyDistribution service) {
        responseTimes.put(signal, response);
        serviceTimes.put(signal, service);
        return this;
    }

    public MeasurementsBuilder without(Signal signal) {
        responseTimes.remove(signal);
        serviceTimes.remove(signal);
        return this;
    }

    public MeasurementsBuilder lag(LatencyDistribution scheduleLag) {
        lag = scheduleLag;
        return this;
    }

    public MeasurementsBuilder shapes(List<ShapeCount> counts) {
        shapes = counts;
        return this;
    }

    public MeasurementsBuilder firstOrgAdds(Backfill figures) {
        firstOrgAdds = figures;
        return this;
    }

    public MeasurementsBuilder attempts(List<Attempt> rows) {
        attempts = rows;
        return this;
    }

    public MeasurementsBuilder backlog(BacklogSummary summary) {
        backlog = summary;
        return this;
    }

    public MeasurementsBuilder rejected(String reason, long slots, String message) {
        rejections.put(reason, slots);
        firstMessages.add(message);
        return this;
    }

    public MeasurementsBuilder lateReplies(LatencyDistribution times) {
        lateReplies = times;
        return this;
    }

    public MeasurementsBuilder lateEvents(long events) {
        lateEvents = events;
        return this;
    }

    public MeasurementsBuilder eventTimeoutsAfterOk(long events) {
        eventTimeoutsAfterOk = events;
        return this;
    }

    public MeasurementsBuilder unreadableSignals(long signals) {
        unreadableSignals = signals;
        return this;
    }

    /** Our connection was down from one moment after the first due slot to another, and so many signals were not heard. */
    public MeasurementsBuilder disconnected(long fromMillis, long toMillis, long unheard) {
        return disconnected(fromMillis, toMillis, unheard, 0, 0);
    }

    /** Likewise; so many requests were not sent meanwhile, and so many failed then or soon after. */
    public MeasurementsBuilder disconnected(
            long fromMillis, long toMillis, long unheard, long notSent, long failuresNearby) {
        ConnectionGaps.Gap gap =
                ConnectionGaps.Gap.between(fromMillis * MILLIS, toMillis * MILLIS, ConnectionGaps.Cause.CONNECTION);
        connection = new ConnectionGaps(List.of(gap), unheard, unheard, null, notSent, failuresNearby);
        return this;
    }

    /** Probes of which all came back, and how long they took. */
    public MeasurementsBuilder listener(LatencyDistribution floor, LatencyDistribution delay) {
        return listener(ListenerFigures.of(floor.count(), 0, floor, delay));
    }

    public MeasurementsBuilder listener(ListenerFigures figures) {
        listener = figures;
        return this;
    }

    public MeasurementsBuilder measuredSeconds(long seconds) {
        measuredNanos = seconds * 1_000 * MILLIS;
        return this;
    }

    public MeasurementsBuilder second(SecondSample sample) {
        timeline.add(sample);
        return this;
    }

    /** The latencies of one second. */
    public MeasurementsBuilder interval(long second, Signal signal, Basis basis, LatencyDistribution latencies) {
        intervals.add(new LatencyInterval(
                second, 1, List.of(new LatencyInterval.Part(signal, basis, CompressedLatencies.of(latencies)))));
        return this;
    }

    /** The stages of a request that ended well; times from its send, milliseconds. */
    public MeasurementsBuilder staged(
            double lagMillis, double handoffMillis, double replyMillis, double eventMillis, double resultMillis) {
        StageRecorder recorder = recorder();
        long lag = nanos(lagMillis);
        long handoff = nanos(handoffMillis);
        long word = SlotWord.open(0, Phase.MEASURED, AddKind.USERS);
        recorder.came(Signal.HANDOFF, word, lag, handoff, 0, handoff);
        word = SlotWord.withHandoff(word);
        recorder.came(Signal.REPLY, word, lag, handoff, 0, nanos(replyMillis));
        recorder.came(Signal.EVENT, word, lag, handoff, 0, nanos(eventMillis));
        word = SlotWord.with(word, EventOutcome.EVENT);
        recorder.came(Signal.RESULT, word, lag, handoff, nanos(eventMillis), nanos(resultMillis));
        return this;
    }

    /** Requests that were not sent on; or else handed off and replied to, and their events waited for in vain. */
    public MeasurementsBuilder stopped(long refused, long unanswered, long handedOff) {
        StageRecorder recorder = recorder();
        long open = SlotWord.open(0, Phase.MEASURED, AddKind.USERS);
        lost(recorder, SlotWord.with(open, ReplyOutcome.REJECTED), refused);
        lost(recorder, SlotWord.abandoned(open), unanswered);
        lost(recorder, SlotWord.abandoned(SlotWord.withHandoff(SlotWord.with(open, ReplyOutcome.ACCEPTED))), handedOff);
        return this;
    }

    private static void lost(StageRecorder recorder, long word, long requests) {
        SlotLosses losses = new SlotLosses(new SlotTimeouts(5_000 * MILLIS, 30_000 * MILLIS));
        for (long request = 0; request < requests; request++) {
            if (SlotWord.isHandedOff(word)) {
                recorder.came(Signal.HANDOFF, SlotWord.open(0, Phase.MEASURED, AddKind.USERS), 0, MILLIS, 0, MILLIS);
            }
            for (Signal signal : List.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT)) {
                long wait = losses.wait(signal, word, 30_000 * MILLIS);
                if (wait != SlotLosses.NOT_LOST) {
                    recorder.lost(signal, word, MILLIS, 0, wait);
                }
            }
        }
    }

    private StageRecorder recorder() {
        if (stages == null) {
            stages = new StageRecorder(Signal.REPLY, OtherSiteWatch.NOTHING);
        }
        return stages;
    }

    private static long nanos(double millis) {
        return Math.round(millis * MILLIS);
    }

    public Measurements build() {
        Irregularities irregularities = new Irregularities(
                        new TreeMap<>(rejections),
                        Map.of(),
                        firstMessages,
                        Map.of(
                                Irregularity.LATE_REPLIES,
                                lateReplies.count(),
                                Irregularity.LATE_EVENTS,
                                lateEvents,
                                Irregularity.EVENT_TIMEOUTS_AFTER_OK,
                                eventTimeoutsAfterOk,
                                Irregularity.UNREADABLE_SIGNALS,
                                unreadableSignals),
                        lateReplies.count() == 0 ? null : LatencySummary.of(lateReplies),
                        connection,
                        null,
                        attempts,
                        List.of())
                .since(0, MEASURED_FROM_NANOS, MEASURED_FROM_NANOS + measuredNanos);
        return new Measurements(
                measured.build(),
                warmup.build(),
                shapes,
                irregularities,
                responseTimes,
                serviceTimes,
                firstOrgAdds,
                lag,
                timeline,
                intervals,
                backlog,
                MEASURED_FROM_NANOS,
                measuredNanos,
                OptionalLong.empty(),
                listener,
                Optional.ofNullable(stages).map(StageRecorder::figures),
                Paths.NONE,
                Optional.ofNullable(arrivals));
    }

    /** The books of a phase; at first every planned slot ended well. */
    public static final class BooksBuilder {
        private long planned;
        private final Map<Disposition, Long> dispositions = new EnumMap<>(Disposition.class);
        private final Map<ReplyOutcome, Long> replies = new EnumMap<>(ReplyOutcome.class);
        private final Map<EventOutcome, Long> events = new EnumMap<>(EventOutcome.class);
        private final Map<ResultOutcome, Long> results = new EnumMap<>(ResultOutcome.class);

        private BooksBuilder(long planned) {
            allWell(planned);
        }

        public BooksBuilder allWell(long slots) {
            planned = slots;
            fill(Disposition.class, dispositions, Disposition.SENT, slots);
            fill(ReplyOutcome.class, replies, ReplyOutcome.ACCEPTED, slots);
            fill(EventOutcome.class, events, EventOutcome.EVENT, slots);
            fill(ResultOutcome.class, results, ResultOutcome.OK, slots);
            return this;
        }

        /** Slots that were not sent, taken from those that ended well. */
        public BooksBuilder notSent(Disposition disposition, long slots) {
            move(dispositions, Disposition.SENT, disposition, slots);
            leave(replies, ReplyOutcome.ACCEPTED, slots);
            return notAccepted(slots);
        }

        /** Slots that were sent and not accepted, taken from those that ended well; without a reply they had no event either. */
        public BooksBuilder refused(ReplyOutcome outcome, long slots) {
            move(replies, ReplyOutcome.ACCEPTED, outcome, slots);
            return outcome == ReplyOutcome.REPLY_TIMEOUT
                    ? withoutEvent(EventOutcome.EVENT_TIMEOUT, slots).withoutResult(ResultOutcome.RESULT_TIMEOUT, slots)
                    : notAccepted(slots);
        }

        /** Accepted slots without their event, taken from those that ended well. */
        public BooksBuilder withoutEvent(EventOutcome outcome, long slots) {
            move(events, EventOutcome.EVENT, outcome, slots);
            return this;
        }

        /** Accepted slots without their result, taken from those that ended well. */
        public BooksBuilder withoutResult(ResultOutcome outcome, long slots) {
            move(results, ResultOutcome.OK, outcome, slots);
            return this;
        }

        /** Sent slots that nobody accounted for. */
        public BooksBuilder forgotten(long slots) {
            leave(replies, ReplyOutcome.ACCEPTED, slots);
            return notAccepted(slots);
        }

        private BooksBuilder notAccepted(long slots) {
            leave(events, EventOutcome.EVENT, slots);
            leave(results, ResultOutcome.OK, slots);
            return this;
        }

        private Books build() {
            return new Books(planned, dispositions, replies, events, results, 0L, 0L);
        }

        private static <E extends Enum<E>> void fill(Class<E> type, Map<E, Long> counts, E wanted, long slots) {
            for (E outcome : type.getEnumConstants()) {
                counts.put(outcome, outcome == wanted ? slots : 0L);
            }
        }

        private static <E extends Enum<E>> void move(Map<E, Long> counts, E from, E to, long slots) {
            leave(counts, from, slots);
            counts.merge(to, slots, Long::sum);
        }

        private static <E extends Enum<E>> void leave(Map<E, Long> counts, E from, long slots) {
            counts.merge(from, -slots, Long::sum);
        }
    }
}
