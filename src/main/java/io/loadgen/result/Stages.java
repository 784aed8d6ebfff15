package io.loadgen.result;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the measured requests spent their time, without first org adds. Durations of requests, each from two moments of the same one;
 * never differences of percentiles.
 *
 * <p>Immutable; any thread.
 *
 * @param durations how long the requests that reached the beginning of a stage were in it; those that did not reach its end are lost, with
 *     the rest of the wait for it
 * @param bands where the requests spent theirs, by the rank of their E2 response time, from the fastest on
 * @param lostAt how far the requests came whose event is lost; every place has an entry
 */
public record Stages(List<Duration> durations, List<Band> bands, Map<String, Long> lostAt) {
    /** Takes copies. */
    public Stages {
        durations = List.copyOf(durations);
        bands = List.copyOf(bands);
        lostAt = Counts.named(lostAt);
    }

    /** The stages that have times, in their order. */
    public static Stages of(Map<Stage, LatencyDistribution> times, List<Band> bands, Map<Stop, Long> lostAt) {
        List<Duration> durations = Arrays.stream(Stage.values())
                .filter(times::containsKey)
                .map(stage -> Duration.of(stage, Objects.requireNonNull(times.get(stage))))
                .toList();
        return new Stages(durations, bands, Counts.named(Stop.class, lostAt));
    }

    /**
     * Requests of all bands.
     *
     * @return as many as E2 has samples
     */
    public long requests() {
        return bands.stream().mapToLong(Band::requests).sum();
    }

    public long lost() {
        return lostAt.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * One stage.
     *
     * @param from {@code send} or a signal, in words
     * @param to a signal, {@code outbox} or {@code arrival}, in words
     * @param times how its durations are spread; lost are those whose signal at its end did not come
     * @param histogram every sample, compressed
     */
    public record Duration(String from, String to, LatencySummary times, CompressedLatencies histogram) {
        static Duration of(Stage stage, LatencyDistribution times) {
            return new Duration(stage.from(), stage.to(), LatencySummary.of(times), CompressedLatencies.of(times));
        }
    }

    /**
     * The requests of a span of ranks by E2 response time. Lost ones rank above all others. The means are of those whose stages are known,
     * and add up to the mean of their totals.
     *
     * @param name such as {@code p50-p90}
     * @param requests how many, lost ones included
     * @param lost how many of them never had their event
     * @param known how many of the others had their handoff seen
     * @param lagMillis mean of the schedule lag, 0 where none is known
     * @param toHandoffMillis mean from the send to the handoff, likewise
     * @param toEventMillis mean from the handoff to the event, likewise
     * @param totalMillis the mean of their totals
     */
    public record Band(
            String name,
            long requests,
            long lost,
            long known,
            double lagMillis,
            double toHandoffMillis,
            double toEventMillis,
            double totalMillis) {
        /** A band of requests whose stages took so many nanoseconds on the mean. */
        public static Band of(
                String name, long requests, long lost, long known, double lag, double toHandoff, double toEvent) {
            return new Band(
                    name,
                    requests,
                    lost,
                    known,
                    millis(lag),
                    millis(toHandoff),
                    millis(toEvent),
                    millis(lag + toHandoff + toEvent));
        }

        private static double millis(double nanos) {
            return LatencySummary.millis(Math.round(nanos));
        }
    }

    /** A stretch of a request's way between two moments that are seen from outside. */
    public enum Stage {
        /** Request to the canonical message on its stream subject: room-service's checks, or the way of a direct publish. */
        SEND_TO_HANDOFF("send", "handoff"),
        /** To the member event: the queue before room-worker, and its writes. */
        HANDOFF_TO_EVENT("handoff", "event"),
        /** To the async job result: what room-worker does after the event. */
        EVENT_TO_RESULT("event", "result"),
        /**
         * Request to the outbox message: all until room-worker has told another site of its members. Only of requests that add such.
         */
        SEND_TO_OUTBOX("send", "outbox"),
        /** Request to the arrival of the outbox message at the other site. Of the same requests, where somebody listens there. */
        SEND_TO_ARRIVAL("send", "arrival"),
        /** To room-service's reply: the stream's ack and the way back. Frontdoor only. */
        HANDOFF_TO_REPLY("handoff", "reply"),
        /** To JetStream's ack: the storing. Canonical only. */
        HANDOFF_TO_ACK("handoff", "ack");

        private final String from;
        private final String to;

        Stage(String from, String to) {
            this.from = from;
            this.to = to;
        }

        /**
         * Where it begins.
         *
         * @return {@code send}, or a signal in a word
         */
        public String from() {
            return from;
        }

        /**
         * Where it ends.
         *
         * @return a signal in a word, {@code outbox} or {@code arrival}
         */
        public String to() {
            return to;
        }
    }

    /** How far a request came whose event is lost. Every loss of E2 has exactly one. */
    public enum Stop {
        /** It was refused, or nobody listened. */
        REFUSED,
        /** Neither a reply in time nor its handoff was seen. */
        UNANSWERED,
        /** It was accepted; its handoff was not seen. */
        ACCEPTED,
        /** Its handoff was seen, or a sign of room-worker, but no event. */
        HANDED_OFF,
        /** The worker reported an error. */
        WORKER_ERROR,
        /** The event named other accounts. */
        EVENT_MISMATCH
    }
}
