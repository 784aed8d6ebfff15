package io.loadgen.system;

import io.loadgen.injection.InjectMode;
import io.loadgen.runs.Slo;
import io.loadgen.runs.SustainedSpec;
import java.time.Duration;

/** Specifications of short runs. */
final class Specs {
    private Specs() {}

    static SustainedSpec sustained(String fixture, double rate, Duration duration, Duration warmup) {
        return sustained(fixture, rate, duration, warmup, InjectMode.FRONTDOOR);
    }

    static SustainedSpec sustained(String fixture, double rate, Duration duration, Duration warmup, InjectMode mode) {
        return new SustainedSpec(
                fixture,
                rate,
                duration,
                warmup,
                10,
                mode,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                100_000,
                Duration.ofSeconds(5),
                true,
                Slo.none());
    }
}
