package io.loadgen.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunSecond;
import io.loadgen.injection.BacklogSample;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.Phase;
import io.loadgen.result.Rehearsed;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.spec.PresetCatalog;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes during and after a run. */
class RunMetersTests {
    private static final BacklogSample BACKLOG = new BacklogSample("ROOMS_site-local", "room-worker", 7, 3, 1, 40, 0);
    private static final String ROOM_WORKER = "{durable=\"room-worker\",stream=\"ROOMS_site-local\"}";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RunMeters meters = new RunMeters(registry, registry.getPrometheusRegistry(), PresetCatalog.BUILT_IN);

    @Test
    void countersAddUpOverSeconds() {
        meters.on(new RunEvent.SecondEnded(interval("members-medium-42", Map.of())));
        meters.on(new RunEvent.SecondEnded(interval("members-medium-42", Map.of())));

        assertThat(scrape())
                .contains(
                        "loadgen_member_published_total{inject=\"frontdoor\",phase=\"measured\",preset=\"members-medium\",shape=\"users\"} 180.0",
                        "loadgen_member_published_total{inject=\"frontdoor\",phase=\"warmup\",preset=\"members-medium\",shape=\"users\"} 20.0",
                        "loadgen_member_publish_errors_total{reason=\"underrun\"} 6.0",
                        "loadgen_member_publish_errors_total{reason=\"saturated\"} 0.0",
                        "loadgen_member_publish_errors_total{reason=\"room_service\"} 6.0",
                        "loadgen_member_publish_errors_total{reason=\"busy\"} 2.0",
                        // Events that timed out, whatever became of the reply: 2, twice.
                        "loadgen_member_publish_errors_total{reason=\"timeout\"} 4.0",
                        "loadgen_member_publish_errors_total{reason=\"worker\"} 2.0");
    }

    @Test
    void everyReasonIsShownBeforeItsFirstFailure() {
        assertThat(scrape().stream().filter(line -> line.startsWith("loadgen_member_publish_errors_total{")))
                .hasSize(9)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void runsAreCountedByHowTheyEnded() {
        assertThat(scrape().stream().filter(line -> line.startsWith("loadgen_runs_ended_total{")))
                .hasSize(6)
                .allMatch(line -> line.endsWith(" 0.0"));
        meters.on(new RunEvent.Ended(run(RunState.ABORTED)));
        meters.on(new RunEvent.Ended(run(RunState.COMPLETED)));
        meters.on(new RunEvent.Ended(run(RunState.ABORTED)));

        assertThat(scrape())
                .contains(
                        "loadgen_runs_ended_total{state=\"aborted\"} 2.0",
                        "loadgen_runs_ended_total{state=\"completed\"} 1.0",
                        "loadgen_runs_ended_total{state=\"failed\"} 0.0");
    }

    @Test
    void latenciesFillClassicBuckets() {
        Histogram replies = LatencyDistribution.newHistogram();
        replies.recordValue(500_000);
        replies.recordValueWithCount(4_000_000, 2);
        replies.recordValue(45_000_000_000L);
        meters.on(new RunEvent.SecondEnded(
                interval("members-small-42", Map.of(Signal.REPLY, LatencyDistribution.observed(replies)))));
        meters.on(new RunEvent.SecondEnded(
                interval("members-small-42", Map.of(Signal.REPLY, LatencyDistribution.observed(replies)))));
        String labels = "inject=\"frontdoor\",preset=\"members-small\"";

        assertThat(scrape())
                .contains(
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"0.001\"} 2",
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"0.002\"} 2",
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"0.005\"} 6",
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"30.0\"} 6",
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"+Inf\"} 8",
                        "loadgen_member_e1_latency_seconds_count{" + labels + "} 8")
                .noneMatch(line -> line.startsWith("loadgen_member_e2_latency_seconds_bucket"));
    }

    @Test
    void whatDidNotComeIsAboveEveryBound() {
        Histogram lost = LatencyDistribution.newHistogram();
        lost.recordValueWithCount(2_000_000_000L, 2);
        LatencyDistribution replies = new LatencyDistribution(LatencyDistribution.newHistogram(), lost, 3);
        meters.on(new RunEvent.SecondEnded(interval("members-small-42", Map.of(Signal.REPLY, replies))));
        String labels = "inject=\"frontdoor\",preset=\"members-small\"";

        assertThat(scrape())
                .contains(
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"30.0\"} 0",
                        "loadgen_member_e1_latency_seconds_bucket{" + labels + ",le=\"+Inf\"} 5");
    }

    @Test
    void latenciesFillNativeBucketsToo() {
        Histogram replies = LatencyDistribution.newHistogram();
        replies.recordValue(500);
        replies.recordValueWithCount(4_000_000, 2);
        replies.recordValue(590_000_000_000L);
        meters.on(new RunEvent.SecondEnded(
                interval("members-small-42", Map.of(Signal.REPLY, LatencyDistribution.observed(replies)))));

        HistogramSnapshot.HistogramDataPointSnapshot point = registry.getPrometheusRegistry().scrape().stream()
                .filter(snapshot -> snapshot.getMetadata().getName().equals("loadgen_member_e1_latency_seconds"))
                .map(HistogramSnapshot.class::cast)
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .findFirst()
                .orElseThrow();
        assertThat(point.getNativeSchema()).isEqualTo(3);
        assertThat(point.getNativeZeroCount()).isEqualTo(1);
        // 2^(-64/8) s = 3.906 ms < 4 ms <= 2^(-63/8) s = 4.26 ms; 2^(73/8) s = 558 s < 590 s <= 2^(74/8) s = 609 s.
        assertThat(point.getNativeBucketsForPositiveValues().stream())
                .extracting(bucket -> bucket.getBucketIndex(), bucket -> bucket.getCount())
                .containsExactly(tuple(-63, 2L), tuple(74, 1L));
        assertThat(point.getCount()).isEqualTo(4);
        assertThat(point.getExemplars().size()).isZero();
    }

    @Test
    void presetsOfUsersShareOneLabel() {
        meters.on(new RunEvent.SecondEnded(interval("my-rooms-7", Map.of())));

        assertThat(scrape())
                .anyMatch(line -> line.contains("preset=\"custom\""))
                .noneMatch(line -> line.contains("my-rooms"));
    }

    @Test
    void whatAuditsFoundAddsUpOverRuns() {
        assertThat(scrape())
                .contains(
                        "loadgen_audited_memberships_total{outcome=\"lost\"} 0.0",
                        "loadgen_audits_total{status=\"failed\"} 0.0");
        meters.on(new RunEvent.Ended(audited(new AuditBuilder().lostSlot())));
        meters.on(new RunEvent.Ended(audited(new AuditBuilder().lostSlot().stranger())));
        meters.on(new RunEvent.Ended(run(RunState.FAILED)));

        assertThat(scrape())
                .contains(
                        "loadgen_audited_memberships_total{outcome=\"kept\"} 196000.0",
                        "loadgen_audited_memberships_total{outcome=\"lost\"} 4.0",
                        "loadgen_audited_memberships_total{outcome=\"unexpected\"} 1.0",
                        "loadgen_audited_memberships_total{outcome=\"refused_but_found\"} 0.0",
                        "loadgen_audits_total{status=\"complete\"} 2.0",
                        "loadgen_audits_total{status=\"incomplete\"} 0.0");
    }

    private static RunRecord audited(AuditBuilder audit) {
        RunRecord ended = run(RunState.COMPLETED);
        RunResult result = new RunResult(
                new MeasurementsBuilder().build(),
                new SessionHealth(true, 0, 0, 0),
                new Verdict(Verdict.Decision.NONE, List.of()),
                audit.build());
        return new RunRecord(
                ended.id(),
                ended.spec(),
                ended.state(),
                new RunTimes(ended.createdAt(), ended.startedAt(), ended.endedAt()),
                null,
                null,
                result);
    }

    @Test
    void gaugesShowTheActiveRunAndVanishWithIt() {
        meters.on(new RunEvent.Started(run(RunState.PENDING)));
        meters.on(new RunEvent.Rehearsed("run", Rehearsed.steady("run", 0.7)));
        meters.on(new RunEvent.StateEntered(run(RunState.MEASURING)));
        meters.on(new RunEvent.SecondEnded(interval("members-small-42", Map.of())));
        List<String> during = scrape();
        meters.on(new RunEvent.Ended(run(RunState.COMPLETED)));
        meters.on(new RunEvent.SecondEnded(interval("members-small-42", Map.of())));
        List<String> after = scrape();

        assertThat(during)
                .contains(
                        "loadgen_run_state{state=\"measuring\"} 1.0",
                        "loadgen_run_state{state=\"pending\"} 0.0",
                        "loadgen_target_rate 100.0",
                        "loadgen_achieved_rate 100.0",
                        "loadgen_outstanding 12.0",
                        "loadgen_schedule_lag_p99_seconds 0.002",
                        "loadgen_rehearsal_floor_p99_seconds 6.94E-4",
                        "loadgen_rehearsal_cpu_seconds 1.482E-4",
                        // 103 slots processed of the 1000 of 10 s at 100/s.
                        "loadgen_run_progress_ratio 0.103",
                        "loadgen_consumer_pending" + ROOM_WORKER + " 7.0",
                        "loadgen_consumer_ack_pending" + ROOM_WORKER + " 3.0",
                        "loadgen_consumer_redelivered" + ROOM_WORKER + " 1.0",
                        "loadgen_consumer_stalled_seconds" + ROOM_WORKER + " 12.5");
        assertThat(after)
                .contains(
                        "loadgen_run_state{state=\"measuring\"} 0.0",
                        "loadgen_target_rate 0.0",
                        "loadgen_outstanding 0.0",
                        "loadgen_rehearsal_floor_p99_seconds 0.0",
                        "loadgen_run_progress_ratio 0.0")
                .noneMatch(line -> line.startsWith("loadgen_consumer_pending{")
                        || line.startsWith("loadgen_consumer_stalled_seconds{"));
    }

    @Test
    void roomSizesAreShownDuringTheRunOnly() {
        meters.on(new RunEvent.Started(run(RunState.MEASURING)));
        meters.on(new RunEvent.SecondEnded(growth(Map.of("r0", 10, "r1", 20))));
        meters.on(new RunEvent.SecondEnded(growth(Map.of("r0", 30, "r1", 20))));
        List<String> during = scrape();
        meters.on(new RunEvent.Ended(run(RunState.COMPLETED)));
        meters.on(new RunEvent.SecondEnded(growth(Map.of("r0", 40, "r1", 30))));
        List<String> after = scrape();

        assertThat(during)
                .contains(
                        "loadgen_member_room_size{room_id=\"r0\"} 30.0",
                        "loadgen_member_room_size{room_id=\"r1\"} 20.0");
        assertThat(after).noneMatch(line -> line.startsWith("loadgen_member_room_size{"));
    }

    @Test
    void roomsOfTheNextRunReplaceThoseOfTheLast() {
        meters.on(new RunEvent.Started(run(RunState.MEASURING)));
        meters.on(new RunEvent.SecondEnded(growth(Map.of("r0", 10))));
        meters.on(new RunEvent.Ended(run(RunState.COMPLETED)));
        meters.on(new RunEvent.Started(run(RunState.MEASURING)));
        meters.on(new RunEvent.SecondEnded(growth(Map.of("s0", 5))));

        assertThat(scrape().stream().filter(line -> line.startsWith("loadgen_member_room_size{")))
                .containsExactly("loadgen_member_room_size{room_id=\"s0\"} 5.0");
    }

    private static RunSecond growth(Map<String, Integer> roomSizes) {
        RunSecond plain = interval("members-small-42", Map.of());
        return new RunSecond(
                plain.runId(), plain.spec(), plain.progress(), plain.sample(), Map.of(), BACKLOG, null, roomSizes);
    }

    private List<String> scrape() {
        return registry.scrape().lines().toList();
    }

    private static RunRecord run(RunState state) {
        return new RunRecord(
                "run-1", spec("members-small-42"), state, new RunTimes(Instant.EPOCH, null, null), null, null, null);
    }

    private static RunSecond interval(String fixture, Map<Signal, LatencyDistribution> responseTimes) {
        SecondSample sample = new SecondSample(
                1,
                Phase.MEASURED,
                103,
                Map.of(Disposition.SENT, 100L, Disposition.UNDERRUN, 3L),
                90,
                Map.of(
                        ReplyOutcome.ACCEPTED,
                        95L,
                        ReplyOutcome.REJECTED,
                        3L,
                        ReplyOutcome.BUSY,
                        1L,
                        ReplyOutcome.REPLY_TIMEOUT,
                        1L),
                Map.of(EventOutcome.EVENT, 93L, EventOutcome.EVENT_TIMEOUT, 2L, EventOutcome.WORKER_ERROR, 1L),
                Map.of(),
                2.0,
                5,
                12,
                7L,
                3L,
                null);
        return new RunSecond(
                "run-1",
                spec(fixture),
                new RunProgress(1000, 103, 100, 93, 3, 12),
                sample,
                responseTimes,
                BACKLOG,
                new WorkerStall(2_000, 12_500, 900, 16),
                Map.of());
    }

    private static SustainedSpec spec(String fixture) {
        return new SpecBuilder()
                .fixture(fixture)
                .rate(100)
                .lasting(Duration.ofSeconds(10), Duration.ofSeconds(1))
                .maxOutstanding(1000)
                .maxScheduleLag(Duration.ofSeconds(5))
                .observeHandoff()
                .build();
    }
}
