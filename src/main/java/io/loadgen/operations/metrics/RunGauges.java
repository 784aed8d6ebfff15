package io.loadgen.operations.metrics;

import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunSecond;
import io.loadgen.injection.BacklogSample;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the active run fares now. Everything is 0 while no run is active, and the consumer's gauges are absent: no series
 * outlives its run, and none is labelled with a run.
 *
 * <p>Told by one thread at a time, read by any.
 */
final class RunGauges {
    private static final String CONSUMER = "loadgen.consumer.";

    private final MultiGauge pending;
    private final MultiGauge ackPending;
    private final MultiGauge redelivered;
    private final MultiGauge stalled;
    private final MultiGauge roomSize;
    private volatile Present present = Present.IDLE;
    private volatile @Nullable RehearsalFigures rehearsal;
    private volatile @Nullable SearchResult search;
    private volatile Map<String, Integer> roomSizes = Map.of();

    RunGauges(MeterRegistry registry) {
        for (RunState state : RunState.values()) {
            if (!state.isTerminal()) {
                Gauge.builder("loadgen.run.state", this, gauges -> gauges.present.state() == state ? 1 : 0)
                        .description("1 for the state that the active run is in")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        gauge(registry, "run.progress.ratio", "Share of the schedule that was processed", Present::progress);
        gauge(registry, "target.rate", "Requests a second asked for", Present::targetRatePerSecond);
        gauge(registry, "achieved.rate", "Requests sent in the last second", Present::sentInSecond);
        gauge(registry, "outstanding", "Requests sent and not finished", Present::outstanding);
        gauge(registry, "schedule.lag.p99.seconds", "99th percentile of the last second", Present::lagP99Seconds);
        gauge(registry, "schedule.lag.max.seconds", "Greatest of the last second", Present::lagMaxSeconds);
        Gauge.builder("loadgen.rehearsal.floor.p99.seconds", this, RunGauges::floorSeconds)
                .description("99th percentile of the same traffic to ourselves, before the active run")
                .register(registry);
        Gauge.builder("loadgen.rehearsal.cpu.seconds", this, RunGauges::cpuSeconds)
                .description("Processor time of this process for each request of the rehearsal")
                .register(registry);
        search(
                registry,
                "held.rate",
                "Greatest rate that held so far in the active search",
                SearchResult::heldPerSecond);
        search(
                registry,
                "broke.rate",
                "Smallest rate that broke so far in the active search",
                SearchResult::brokePerSecond);
        search(registry, "trials", "Trials of the active search that are over", found ->
                (double) found.trials().size());
        pending = consumer(registry, "pending", "Messages waiting for the room-worker");
        ackPending = consumer(registry, "ack.pending", "Messages that the room-worker is working on");
        redelivered = consumer(registry, "redelivered", "Messages delivered again and not acknowledged");
        stalled = consumer(registry, "stalled.seconds", "How long the room-worker has taken no job though jobs wait");
        roomSize = MultiGauge.builder("loadgen.member.room.size")
                .description("Members of a room of the capacity run, as its events tell")
                .register(registry);
    }

    void in(RunRecord run) {
        present = present.in(run.state(), targetRate(run.spec()));
    }

    void at(RunSecond second) {
        present = present.after(second);
        show(second.backlog(), second.stall());
        show(second.roomSizes());
    }

    void rehearsed(RehearsalFigures figures) {
        rehearsal = figures;
    }

    void searched(SearchResult found) {
        search = found;
    }

    private double floorSeconds() {
        RehearsalFigures found = rehearsal;
        return found == null
                ? 0
                : found.floor()
                        .percentile(Percentile.P99)
                        .map(bounds -> bounds.lowerMillis() / 1e3)
                        .orElse(Double.NaN);
    }

    private double cpuSeconds() {
        RehearsalFigures found = rehearsal;
        return found == null ? 0 : found.cpuMicrosPerRequest() == null ? Double.NaN : found.cpuMicrosPerRequest() / 1e6;
    }

    void idle() {
        rehearsal = null;
        search = null;
        present = Present.IDLE;
        show(null, null);
        show(Map.of());
    }

    /** A run keeps its rooms, so they are registered once a run and read from then on. */
    private void show(Map<String, Integer> sizes) {
        boolean sameRooms = sizes.keySet().equals(roomSizes.keySet());
        roomSizes = Map.copyOf(sizes);
        if (!sameRooms) {
            roomSize.register(sizes.keySet().stream().map(this::sizeOf).toList(), true);
        }
    }

    private Row<?> sizeOf(String roomId) {
        return Row.of(Tags.of("room_id", roomId), this, gauges -> gauges.roomSizes.getOrDefault(roomId, 0));
    }

    private void show(@Nullable BacklogSample backlog, @Nullable WorkerStall stall) {
        show(pending, backlog, BacklogSample::pending);
        show(ackPending, backlog, BacklogSample::ackPending);
        show(redelivered, backlog, BacklogSample::redelivered);
        show(stalled, backlog, look -> stall == null ? 0 : stall.millis() / 1e3);
    }

    private static void show(
            MultiGauge gauge, @Nullable BacklogSample backlog, ToDoubleFunction<BacklogSample> figure) {
        gauge.register(
                backlog == null
                        ? List.of()
                        : List.of(Row.of(
                                Tags.of("stream", backlog.stream(), "durable", backlog.durable()),
                                figure.applyAsDouble(backlog))),
                true);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Present> figure) {
        Gauge.builder("loadgen." + name, this, gauges -> figure.applyAsDouble(gauges.present))
                .description(description)
                .register(registry);
    }

    /** 0 while no search is active, NaN for what it has not found. */
    private void search(
            MeterRegistry registry, String name, String description, Function<SearchResult, @Nullable Double> figure) {
        Gauge.builder("loadgen.search." + name, this, gauges -> {
                    SearchResult found = gauges.search;
                    return found == null ? 0 : Objects.requireNonNullElse(figure.apply(found), Double.NaN);
                })
                .description(description)
                .register(registry);
    }

    private static MultiGauge consumer(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(CONSUMER + name).description(description).register(registry);
    }

    private static double targetRate(RunSpec spec) {
        return Objects.requireNonNullElse(spec.targetRate(), 0.0);
    }

    /** All figures of one moment. */
    private record Present(
            @Nullable RunState state,
            double targetRatePerSecond,
            RunProgress run,
            @Nullable SecondSample second) {
        static final Present IDLE = new Present(null, 0, RunProgress.NONE, null);

        Present in(RunState newState, double targetRate) {
            return new Present(newState, targetRate, run, second);
        }

        Present after(RunSecond second) {
            return new Present(state, targetRatePerSecond, second.progress(), second.sample());
        }

        double progress() {
            return run.share();
        }

        double outstanding() {
            return run.outstanding();
        }

        double sentInSecond() {
            return second == null ? 0 : second.sent();
        }

        double lagP99Seconds() {
            if (second == null) {
                return 0;
            }
            Double millis = second.lagP99Millis();
            return millis == null ? Double.NaN : millis / 1e3;
        }

        double lagMaxSeconds() {
            return second == null ? 0 : second.lagMaxMillis() / 1e3;
        }
    }
}
