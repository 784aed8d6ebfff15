package io.loadgen.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Specifications by hand. The default is 200 requests a second for 60 s, 10 s of it warm-up, without limits. */
public final class SpecBuilder {
    private final Map<String, Duration> e1 = new TreeMap<>();
    private final Map<String, Duration> e2 = new TreeMap<>();
    private @Nullable Double errorRate;
    private @Nullable Long backlogGrowth;
    private @Nullable Long lost;
    private String fixture = "members-medium-42";
    private double rate = 200;
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
    private @Nullable Double maxRate;
    private OnBusy onBusy = OnBusy.WAIT;
    private Arrivals arrivals = Arrivals.even();
    private RoomChoice rooms = RoomChoice.inTurn();

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
        rate = perSecond;
        return this;
    }

    public SpecBuilder maxRate(double perSecondAndRoom) {
        maxRate = perSecondAndRoom;
        return this;
    }

    public SpecBuilder onBusy(OnBusy reaction) {
        onBusy = reaction;
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

    public SpecBuilder arrivals(Arrivals spread) {
        arrivals = spread;
        return this;
    }

    public SpecBuilder rooms(RoomChoice choice) {
        rooms = choice;
        return this;
    }

    public SpecBuilder shape(ShapeMix of) {
        shape = of;
        return this;
    }

    public SpecBuilder observeHandoff() {
        return observeHandoff(true);
    }

    public SpecBuilder observeHandoff(boolean watched) {
        observeHandoff = watched;
        return this;
    }

    public SpecBuilder limit(Signal signal, double percentile, Duration limit) {
        (signal == Signal.EVENT ? e2 : e1).put("p" + Double.toString(percentile).replaceAll("\\.0$", ""), limit);
        return this;
    }

    public SpecBuilder errorRate(double limit) {
        errorRate = limit;
        return this;
    }

    public SpecBuilder backlogGrowth(long limit) {
        backlogGrowth = limit;
        return this;
    }

    public SpecBuilder lost(long limit) {
        lost = limit;
        return this;
    }

    @SuppressWarnings("NullAway") // it does not see the annotation of a nested type in a class file: a mix may be null
    public SustainedSpec build() {
        return new SustainedSpec(
                fixture,
                null,
                null,
                rate,
                duration,
                warmup,
                usersPerAdd,
                inject,
                shape.label(),
                mix(),
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                maxScheduleLag,
                observeHandoff,
                slo(),
                abortOn,
                arrivals,
                rooms);
    }

    private ShapeMix.@Nullable Weighted mix() {
        return shape instanceof ShapeMix.Weighted weighted ? weighted : null;
    }

    /** A run that fills rooms up. */
    @SuppressWarnings("NullAway") // as above
    public CapacitySpec filling(int targetSize, Integer... bucketEdges) {
        return new CapacitySpec(
                fixture,
                null,
                null,
                targetSize,
                usersPerAdd,
                inject,
                shape.label(),
                mix(),
                maxRate,
                onBusy,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                observeHandoff,
                slo(),
                List.of(bucketEdges),
                abortOn);
    }

    private Slo slo() {
        return new Slo(e1, e2, errorRate, backlogGrowth, lost, null);
    }
}
