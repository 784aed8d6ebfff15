package io.loadgen.runs;

import io.loadgen.injection.InjectMode;
import io.loadgen.injection.ShapeMix;
import io.loadgen.measurement.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Specifications by hand. The default is 200 requests a second for 60 s, 10 s of it warm-up, without limits. */
public final class SpecBuilder {
    private final List<Slo.LatencyLimit> latencies = new ArrayList<>();
    private OptionalDouble errorRate = OptionalDouble.empty();
    private OptionalLong backlogGrowth = OptionalLong.empty();
    private OptionalLong lost = OptionalLong.empty();
    private double ratePerSecond = 200;
    private Duration eventTimeout = Duration.ofSeconds(30);
    private int maxOutstanding = 100_000;
    private boolean observeHandoff;
    private InjectMode inject = InjectMode.FRONTDOOR;
    private ShapeMix shape = ShapeMix.users();

    public SpecBuilder rate(double perSecond) {
        ratePerSecond = perSecond;
        return this;
    }

    public SpecBuilder eventTimeout(Duration longest) {
        eventTimeout = longest;
        return this;
    }

    public SpecBuilder maxOutstanding(int most) {
        maxOutstanding = most;
        return this;
    }

    public SpecBuilder inject(InjectMode mode) {
        inject = mode;
        return this;
    }

    public SpecBuilder shape(ShapeMix of) {
        shape = of;
        return this;
    }

    public SpecBuilder observeHandoff() {
        observeHandoff = true;
        return this;
    }

    public SpecBuilder limit(Signal signal, double percentile, Duration limit) {
        latencies.add(new Slo.LatencyLimit(signal, percentile, limit));
        return this;
    }

    public SpecBuilder errorRate(double limit) {
        errorRate = OptionalDouble.of(limit);
        return this;
    }

    public SpecBuilder backlogGrowth(long limit) {
        backlogGrowth = OptionalLong.of(limit);
        return this;
    }

    public SpecBuilder lost(long limit) {
        lost = OptionalLong.of(limit);
        return this;
    }

    public SustainedSpec build() {
        return new SustainedSpec(
                "members-medium-42",
                ratePerSecond,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                10,
                inject,
                shape,
                Duration.ofSeconds(5),
                eventTimeout,
                maxOutstanding,
                Duration.ofSeconds(10),
                observeHandoff,
                new Slo(latencies, errorRate, backlogGrowth, lost),
                AbortLimits.none());
    }
}
