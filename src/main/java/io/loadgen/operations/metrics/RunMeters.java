package io.loadgen.operations.metrics;

import io.loadgen.engine.RunSecond;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunResult;
import io.loadgen.spec.PresetCatalog;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The metrics of runs. Hears of a run once a second and at each change of its state; nothing here is called per request.
 *
 * <p>Calls about a run may come from the thread that owns its state and from the one that ends its seconds, so they exclude
 * each other; a second that is told of late does not revive the gauges of a run that is over.
 */
final class RunMeters implements RunListener {
    /** Stands for numbers that are no preset's: users name those, and a label must not grow without bound. */
    private static final String OWN_NUMBERS = "custom";

    private final MemberCounters counters;
    private final RunGauges gauges;
    private final AuditCounters audits;
    private final EndCounters ends;
    private final LatencyHistograms e1 =
            new LatencyHistograms("loadgen_member_e1_latency_seconds", "Response time to the reply");
    private final LatencyHistograms e2 =
            new LatencyHistograms("loadgen_member_e2_latency_seconds", "Response time to the member event");
    private final PresetCatalog presets;
    private String activeRun = "";

    RunMeters(MeterRegistry registry, PrometheusRegistry prometheus, PresetCatalog presets) {
        this.presets = presets;
        counters = new MemberCounters(registry);
        gauges = new RunGauges(registry);
        audits = new AuditCounters(registry);
        ends = new EndCounters(registry);
        prometheus.register(e1);
        prometheus.register(e2);
    }

    @Override
    public synchronized void on(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> {
                activeRun = started.run().id();
                gauges.in(started.run());
            }
            case RunEvent.StateEntered entered -> gauges.in(entered.run());
            case RunEvent.Rehearsed rehearsed -> gauges.rehearsed(rehearsed.figures());
            case RunEvent.Searched searched -> gauges.searched(searched.found());
            case RunEvent.SecondEnded second -> add(second.second());
            case RunEvent.CheckpointTaken taken -> {}
            case RunEvent.Ended ended -> end(ended.run());
        }
    }

    private void add(RunSecond second) {
        RunSpec spec = second.spec();
        String preset = preset(spec.fixture());
        String inject = spec.inject().label();
        counters.add(preset, inject, spec.shape(), second.sample());
        add(e1, preset, inject, second, Signal.REPLY);
        add(e2, preset, inject, second, Signal.EVENT);
        if (second.runId().equals(activeRun)) {
            gauges.at(second);
        }
    }

    private void end(RunRecord run) {
        activeRun = "";
        gauges.idle();
        ends.add(run.state());
        RunResult result = run.result();
        if (result != null) {
            audits.add(result.audit());
        }
    }

    private static void add(
            LatencyHistograms histograms, String preset, String inject, RunSecond second, Signal signal) {
        LatencyDistribution latencies = second.responseTimes().get(signal);
        if (latencies != null) {
            histograms.add(preset, inject, latencies);
        }
    }

    private String preset(String fixture) {
        int seedAt = fixture.lastIndexOf('-');
        String name = seedAt < 0 ? fixture : fixture.substring(0, seedAt);
        return presets.find(name).isPresent() ? name : OWN_NUMBERS;
    }
}
