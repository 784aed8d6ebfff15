package io.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.Verdict.Decision;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.result.Verdict.LimitFinding.Outcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.verdict.SloJudgement;
import io.loadgen.verdict.VerdictRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The two laws of the verdict, on random runs: what is worse for the platform never improves anything, and what only the generator did
 * never gives PASS or FAIL. A failure names its seed.
 */
@Execution(ExecutionMode.CONCURRENT) // they compute, and share nothing
class VerdictLawsTests {
    private static final long MILLIS = 1_000_000;
    private static final long EVENT_WAIT = 30_000 * MILLIS;
    private static final int ROUNDS = 60;
    private static final double[] SHARES = {0.5, 0.9, 0.95, 0.99, 0.999};
    private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9};

    /** What became of a request. */
    private enum Fate {
        EVENT,
        TIMEOUT,
        WORKER_ERROR,
        REJECTED,
        BUSY,
        NO_RESPONDERS,
        PUBLISH_ERROR,
        UNDERRUN,
        SATURATED
    }

    /** One request: how late it was sent, how long its event took, and what became of it. */
    private record Request(long lagNanos, long serviceNanos, Fate fate) {
        Request took(long nanos) {
            return new Request(lagNanos, nanos, fate);
        }

        Request late(long nanos) {
            return new Request(nanos, serviceNanos, fate);
        }

        Request ended(Fate other) {
            return new Request(lagNanos, serviceNanos, other);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWorseForThePlatformNeverImprovesAnything(long seed) {
        List<BiFunction<Random, Request, Request>> worse = List.of(
                (random, request) -> request.took(request.serviceNanos() * (2 + random.nextInt(50))),
                (random, request) -> request.ended(Fate.TIMEOUT),
                (random, request) -> request.ended(Fate.WORKER_ERROR),
                (random, request) -> request.ended(Fate.REJECTED),
                (random, request) -> request.ended(Fate.BUSY),
                (random, request) -> request.ended(Fate.NO_RESPONDERS));
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Request> before = requests(random);
            List<Request> after = changed(random, before, worse);
            Evidence sound = evidence(before);
            Evidence worsened = evidence(after);
            RunSpec spec = limits(random, before.size(), sound);
            String what = "seed " + seed + ", round " + round;

            assertThat(badness(VerdictRule.decide(spec, worsened).decision()))
                    .as(what)
                    .isGreaterThanOrEqualTo(
                            badness(VerdictRule.decide(spec, sound).decision()));
            List<LimitFinding> found = SloJudgement.of(spec, sound).findings();
            List<LimitFinding> foundAfter = SloJudgement.of(spec, worsened).findings();
            for (int limit = 0; limit < found.size(); limit++) {
                assertThat(badness(foundAfter.get(limit).outcome()))
                        .as("%s, %s", found.get(limit), what)
                        .isGreaterThanOrEqualTo(badness(found.get(limit).outcome()));
            }
            for (double share : SHARES) {
                Quantile one = quantile(sound, share);
                Quantile other = quantile(worsened, share);
                assertThat(other.lowerNanos()).as(what).isGreaterThanOrEqualTo(one.lowerNanos());
                assertThat(other.upperNanos()).as(what).isGreaterThanOrEqualTo(one.upperNanos());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void whatOnlyTheGeneratorDidNeverGivesPassOrFail(long seed) {
        List<BiFunction<Random, Request, Request>> own = List.of(
                (random, request) -> request.late(request.lagNanos() + random.nextLong(2_000 * MILLIS)),
                (random, request) -> request.ended(Fate.UNDERRUN),
                (random, request) -> request.ended(Fate.SATURATED),
                (random, request) -> request.ended(Fate.PUBLISH_ERROR));
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Request> before = requests(random);
            List<Request> after = changed(random, before, own);
            Evidence sound = evidence(before);
            Evidence disturbed = evidence(after);
            RunSpec spec = limits(random, before.size(), sound);
            Decision was = VerdictRule.decide(spec, sound).decision();
            Verdict is = VerdictRule.decide(spec, disturbed);

            assertThat(is.decision())
                    .as("seed %d, round %d: %s became %s", seed, round, was, is)
                    .isIn(was, Decision.INCONCLUSIVE);
            assertThat(quantile(disturbed, 0.9).upperNanos())
                    .isGreaterThanOrEqualTo(quantile(sound, 0.9).upperNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void equalRunsAreJudgedAlike(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 4; round++) {
            List<Request> requests = requests(random);
            RunSpec spec = limits(random, requests.size(), evidence(requests));
            assertThat(VerdictRule.decide(spec, evidence(requests)))
                    .isEqualTo(VerdictRule.decide(spec, evidence(List.copyOf(requests))));
        }
    }

    /** Mostly good ones, so that single changes decide. */
    private static List<Request> requests(Random random) {
        int many = 20 + random.nextInt(1_200);
        double failing = random.nextInt(3) == 0 ? random.nextDouble() * 0.05 : 0;
        double unsent = random.nextInt(3) == 0 ? random.nextDouble() * 0.002 : 0;
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Fate fate = Fate.EVENT;
            if (random.nextDouble() < failing) {
                fate = Fate.values()[1 + random.nextInt(4)];
            } else if (random.nextDouble() < unsent) {
                fate = Fate.values()[5 + random.nextInt(3)];
            }
            long service = (long) (10 * MILLIS * Math.exp(random.nextGaussian()));
            long lag = random.nextInt(200) == 0 ? random.nextLong(40 * MILLIS) : random.nextLong(MILLIS / 10);
            requests.add(new Request(lag, service, fate));
        }
        return requests;
    }

    /** One of those that ended well is changed, or a few. */
    private static List<Request> changed(
            Random random, List<Request> before, List<BiFunction<Random, Request, Request>> changes) {
        List<Request> after = new ArrayList<>(before);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(after.size());
            if (after.get(at).fate() == Fate.EVENT) {
                after.set(at, changes.get(random.nextInt(changes.size())).apply(random, after.get(at)));
            }
        }
        return after;
    }

    /** Limits near what the run has, so that they are kept and broken by little. */
    private static RunSpec limits(Random random, int requests, Evidence near) {
        SpecBuilder limits = new SpecBuilder().rate(requests / 50.0);
        for (int i = 0; i < PERCENTILES.length; i++) {
            long nanos = quantile(near, SHARES[i]).lowerNanos();
            if (random.nextBoolean() && nanos > 0) {
                limits.limit(Signal.EVENT, PERCENTILES[i], Duration.ofNanos((long)
                        (nanos * (0.97 + random.nextDouble() * 0.06))));
            }
        }
        switch (random.nextInt(3)) {
            case 0 -> limits.errorRate(0);
            case 1 -> limits.errorRate(random.nextDouble() * 0.05);
            default -> limits.lost(0);
        }
        return limits.build();
    }

    private static Evidence evidence(List<Request> requests) {
        return new Evidence(measured(requests), new SessionHealth(true, 0, 0, 0), AuditBuilder.clean());
    }

    private static Quantile quantile(Evidence evidence, double share) {
        return evidence.measurements().latency(Signal.EVENT, Basis.RESPONSE).quantile(share);
    }

    private static Measurements measured(List<Request> requests) {
        MeasurementsBuilder builder = new MeasurementsBuilder();
        builder.measured().allWell(requests.size());
        Histogram lag = new Histogram(LatencyDistribution.DIGITS);
        Histogram response = new Histogram(LatencyDistribution.DIGITS);
        Histogram service = new Histogram(LatencyDistribution.DIGITS);
        Histogram lostResponse = new Histogram(LatencyDistribution.DIGITS);
        Histogram lostService = new Histogram(LatencyDistribution.DIGITS);
        long unsent = 0;
        for (Request request : requests) {
            switch (request.fate()) {
                case EVENT -> {
                    lag.recordValue(request.lagNanos());
                    response.recordValue(request.lagNanos() + request.serviceNanos());
                    service.recordValue(request.serviceNanos());
                    continue;
                }
                case TIMEOUT ->
                    builder.measured()
                            .withoutEvent(EventOutcome.EVENT_TIMEOUT, 1)
                            .withoutResult(ResultOutcome.RESULT_TIMEOUT, 1);
                case WORKER_ERROR ->
                    builder.measured()
                            .withoutEvent(EventOutcome.WORKER_ERROR, 1)
                            .withoutResult(ResultOutcome.ERROR, 1);
                case REJECTED -> builder.measured().refused(ReplyOutcome.REJECTED, 1);
                case BUSY -> builder.measured().refused(ReplyOutcome.BUSY, 1);
                case NO_RESPONDERS -> builder.measured().refused(ReplyOutcome.NO_RESPONDERS, 1);
                case PUBLISH_ERROR -> builder.measured().refused(ReplyOutcome.PUBLISH_ERROR, 1);
                case UNDERRUN -> builder.measured().notSent(Disposition.UNDERRUN, 1);
                case SATURATED -> builder.measured().notSent(Disposition.SATURATED, 1);
            }
            boolean sent = request.fate().compareTo(Fate.PUBLISH_ERROR) < 0;
            unsent += sent ? 0 : 1;
            if (sent) {
                lag.recordValue(request.lagNanos());
                lostResponse.recordValue(request.lagNanos() + EVENT_WAIT);
                lostService.recordValue(EVENT_WAIT);
            }
        }
        return builder.lag(LatencyDistribution.observed(lag))
                .times(
                        Signal.EVENT,
                        new LatencyDistribution(response, lostResponse, unsent),
                        new LatencyDistribution(service, lostService, unsent))
                .build();
    }

    private static int badness(Decision decision) {
        return switch (decision) {
            case PASS, NONE -> 0;
            case INCONCLUSIVE -> 1;
            case FAIL -> 2;
        };
    }

    private static int badness(Outcome outcome) {
        return switch (outcome) {
            case KEPT -> 0;
            case UNDECIDABLE -> 1;
            case BROKEN -> 2;
        };
    }
}
