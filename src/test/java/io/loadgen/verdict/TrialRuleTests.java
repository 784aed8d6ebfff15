package io.loadgen.verdict;

import static io.loadgen.measurement.MeasurementsBuilder.observed;
import static io.loadgen.measurement.MeasurementsBuilder.withLosses;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Phase;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SearchSpecs;
import io.loadgen.spec.Signal;
import io.loadgen.verdict.TrialRule.EarlyEnd;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A trial of 200/s for 50 s, p99 of E2 at most one second. */
class TrialRuleTests {
    private static final double RATE = 200;
    private static final long MILLIS = 1_000_000;
    private static final SessionHealth SOUND = new SessionHealth(true, 0, 0, 0);
    private static final SearchSpec SEARCH = SearchSpecs.search(null);
    private static final EarlyEnd LATE = new EarlyEnd("ended early: too many are late", true);

    private final MeasurementsBuilder measured = new MeasurementsBuilder();

    private TrialFinding decide(SessionHealth health, Optional<EarlyEnd> end, long growthPerSecond) {
        for (long second = 0; second < 20; second++) {
            measured.second(new SecondSample(
                    10 + second,
                    Phase.MEASURED,
                    200,
                    Map.of(),
                    0,
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    null,
                    0,
                    20 + second * growthPerSecond,
                    null,
                    null,
                    null));
        }
        return TrialRule.decide(
                SEARCH, SEARCH.at(RATE, 1), new Evidence(measured.build(), health, AuditBuilder.clean()), end);
    }

    private void events(long inTime, long late) {
        LatencyDistribution times =
                observed(inTime, 12 * MILLIS, 80 * MILLIS).plus(observed(late, 2_000 * MILLIS, 2_500 * MILLIS));
        measured.times(Signal.EVENT, times, times);
    }

    @Test
    void oneThatKeepsItsLimitsIsGood() {
        assertThat(decide(SOUND, Optional.empty(), 0).outcome()).isEqualTo(Outcome.GOOD);
    }

    @Test
    void oneThatBreaksALimitIsBadForIt() {
        events(9_800, 200);

        assertThat(decide(SOUND, Optional.empty(), 0))
                .returns(Outcome.BAD, TrialFinding::outcome)
                .returns("response time E2 p99", TrialFinding::limit);
    }

    @Test
    void oneThatPilesUpIsBadHoweverFastItStillIs() {
        assertThat(decide(SOUND, Optional.empty(), 6))
                .returns(Outcome.BAD, TrialFinding::outcome)
                .returns("backlog slope", TrialFinding::limit);
    }

    @Test
    void growthWithinHalfOfTheWidthIsHeld() {
        assertThat(decide(SOUND, Optional.empty(), 4).outcome()).isEqualTo(Outcome.GOOD);
    }

    @Test
    void oneWhoseMissingRequestsDecideIsUndecided() {
        LatencyDistribution times = withLosses(9_890, 12 * MILLIS, 80 * MILLIS, 50, 500 * MILLIS)
                .plus(observed(60, 2_000 * MILLIS, 2_500 * MILLIS));
        measured.times(Signal.EVENT, times, times).measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 50);

        assertThat(decide(SOUND, Optional.empty(), 0).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void whatBefellTheClientIsNeverThePlatforms() {
        events(9_800, 200);

        assertThat(decide(new SessionHealth(true, 0, 7, 0), Optional.empty(), 0).outcome())
                .isEqualTo(Outcome.VOID);
        assertThat(decide(new SessionHealth(true, 1, 0, 0), Optional.empty(), 0).outcome())
                .isEqualTo(Outcome.VOID);
    }

    @Test
    void oneThatWasSentLateIsVoidThoughALimitIsBroken() {
        events(9_800, 200);
        measured.lag(observed(10_000, 5 * MILLIS, 900 * MILLIS));

        assertThat(decide(SOUND, Optional.of(LATE), 0).outcome()).isEqualTo(Outcome.VOID);
    }

    @Test
    void anEarlyEndHasToBeBorneOut() {
        events(9_800, 200);

        assertThat(decide(SOUND, Optional.of(LATE), 0).outcome()).isEqualTo(Outcome.BAD);
        assertThat(decide(SOUND, Optional.of(new EarlyEnd("ended early", false)), 0)
                        .outcome())
                .isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void theShareOfGoodRequestsIsThatOfTheLimit() {
        events(9_800, 200);

        assertThat(TrialRule.goodShare(SEARCH.at(RATE, 1), measured.build())).hasValue(0.98);
    }
}
