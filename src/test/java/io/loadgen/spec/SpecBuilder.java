package io.loadgen.spec;

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
    private String fixture = "members-medium-42";
    private double ratePerSecond = 200;
    private Duration duration = Duration.ofSeconds(60);
    private Duration warmup = Duration.ofSeconds(10);
    private int usersPerAdd = 10;
    private Duration replyTimeout = Duration.ofSeconds(5);
    private Duration eventTimeout = Duration.ofSeconds(30);
    private int maxOutstanding = 100_000;
    private Duration maxScheduleLag = Duration.ofSeconds(10);
    private AbortLimits abortOn = AbortLimits.none();
    private boolean observeHandoff;
    private InjectMode inject = InjectMode.FRONTDOOR;
    private ShapeMix shape = ShapeMix.users();

    public SpecBuilder fixture(String id) {
        fixture = id;
        return this;
    }

    public SpecBuilder lasting(Duration whole, Duration ofItWarmup) {
        duration = whole;
        warmup = ofItWarmup;
        return this;
    }

    public SpecBuilder usersPerAdd(int users) {
        usersPerAdd = users;
        return this;
    }

    public SpecBuilder replyTimeout(Duration longest) {
        replyTimeout = longest;
        return this;
    }

    public SpecBuilder maxScheduleLag(Duration longest) {
        maxScheduleLag = longest;
        return this;
    }

    public SpecBuilder abortOn(AbortLimits limits) {
        abortOn = limits;
        return this;
    }

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
                fixture,
                ratePerSecond,
                duration,
                warmup,
                usersPerAdd,
                inject,
                shape,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                maxScheduleLag,
                observeHandoff,
                new Slo(latencies, errorRate, backlogGrowth, lost),
                abortOn);
    }
}
