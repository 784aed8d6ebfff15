package io.loadgen.system;

import io.loadgen.spec.InjectMode;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;

/** Specifications of short runs. */
final class Specs {
    /** Longer than any signal of a sound platform takes, also on a busy machine: so long is waited only where something is broken. */
    static final Duration AMPLE = Duration.ofSeconds(60);

    /** For signals of which some never come, so that it is waited to its end; long enough for those that do. */
    static final Duration LIMITED = Duration.ofSeconds(6);

    private Specs() {}

    static SustainedSpec sustained(String fixture, double rate, Duration duration, Duration warmup) {
        return sustained(fixture, rate, duration, warmup, InjectMode.FRONTDOOR, 10);
    }

    static SustainedSpec sustained(String fixture, double rate, Duration duration, Duration warmup, InjectMode mode) {
        return sustained(fixture, rate, duration, warmup, mode, 10);
    }

    /** One user an add: for tests of the instrument, not of the sandbox's throughput. */
    static SustainedSpec light(String fixture, double rate, Duration duration, Duration warmup) {
        return sustained(fixture, rate, duration, warmup, InjectMode.FRONTDOOR, 1);
    }

    private static SustainedSpec sustained(
            String fixture, double rate, Duration duration, Duration warmup, InjectMode mode, int usersPerAdd) {
        return patient(fixture, rate, duration, warmup)
                .inject(mode)
                .usersPerAdd(usersPerAdd)
                .build();
    }

    /** All measured, one user an add, with timeouts of one's own: for tests of what goes wrong. */
    static SustainedSpec disturbed(
            String fixture, double rate, Duration duration, Duration replyTimeout, Duration eventTimeout) {
        return patient(fixture, rate, duration, Duration.ZERO)
                .usersPerAdd(1)
                .replyTimeout(replyTimeout)
                .eventTimeout(eventTimeout)
                .build();
    }

    /** All measured, one user an add, with limits of the generator of one's own. */
    static SustainedSpec limited(
            String fixture, double rate, Duration duration, int maxOutstanding, Duration maxScheduleLag) {
        return patient(fixture, rate, duration, Duration.ZERO)
                .usersPerAdd(1)
                .maxOutstanding(maxOutstanding)
                .maxScheduleLag(maxScheduleLag)
                .build();
    }

    private static SpecBuilder patient(String fixture, double rate, Duration duration, Duration warmup) {
        return new SpecBuilder()
                .fixture(fixture)
                .rate(rate)
                .lasting(duration, warmup)
                .replyTimeout(AMPLE)
                .eventTimeout(AMPLE)
                .maxScheduleLag(AMPLE)
                .observeHandoff();
    }
}
