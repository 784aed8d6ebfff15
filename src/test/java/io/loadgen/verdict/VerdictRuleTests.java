package io.loadgen.verdict;

import static io.loadgen.measurement.MeasurementsBuilder.observed;
import static io.loadgen.measurement.MeasurementsBuilder.withLosses;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.ConnectionTroubles.Trouble;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.Rehearsed;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.Decision;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictRuleTests {
    private static final long MILLIS = 1_000_000;
    private static final GeneratorFigures STOLEN_FROM = new GeneratorFigures(
            50,
            2,
            null,
            new GeneratorFigures.Share(12, 30),
            null,
            new GeneratorFigures.Pauses(3, 9, 4),
            null,
            null,
            null,
            null);
    private static final SessionHealth SOUND = new SessionHealth(true, 0, 0, 0);
    private static final SpecBuilder NO_LIMITS = new SpecBuilder();

    @Test
    void soundRunWithoutLimitsDecidesNothing() {
        assertThat(decide(NO_LIMITS, measurements -> {}, SOUND).decision()).isEqualTo(Decision.NONE);
    }

    @Test
    void soundRunWithinEveryLimitPasses() {
        SpecBuilder limits = new SpecBuilder()
                .limit(Signal.REPLY, 99, Duration.ofMillis(10))
                .limit(Signal.EVENT, 99.9, Duration.ofMillis(100))
                .errorRate(0)
                .backlogGrowth(3);
        assertThat(decide(limits, measurements -> {}, SOUND)).isEqualTo(new Verdict(Decision.PASS, List.of()));
    }

    static Stream<Arguments> measuringFailed() {
        return Stream.of(
                failure(
                        m -> m.measured().forgotten(2),
                        SOUND,
                        "books of the measured slots",
                        "10000 = 9998, residue 2"),
                failure(m -> m.warmup().forgotten(1), SOUND, "books of the warm-up slots", "2000 = 1999, residue 1"),
                failure(m -> {}, new SessionHealth(true, 0, 7, 0), "dropped 7 messages", "lower rate"),
                failure(m -> {}, new SessionHealth(true, 0, 0, 4), "handling of 4 signals failed", "log"),
                failure(m -> m.unreadableSignals(3), SOUND, "3 signals could not be read", "contract version"),
                failure(m -> m.disconnected(20_000, 23_000, 3), lost(), "3.0 s of the measured window", "3 signals"));
    }

    @Test
    void timeoutsOfRequestsThatTheLossDidNotTouchAreThePlatforms() {
        Verdict verdict = decide(
                new SpecBuilder().errorRate(0),
                m -> m.disconnected(20_000, 23_000, 0).measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 2),
                lost());

        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
    }

    /** Away for half of the measured window, which held 500 requests: whatever was asked, what was not sent is not the platform's. */
    @ParameterizedTest
    @ValueSource(longs = {0, 12})
    void whatWasNotSentWithoutAConnectionIsNeverThePlatforms(long unheard) {
        SpecBuilder slow = new SpecBuilder().rate(10).limit(Signal.EVENT, 99, Duration.ofSeconds(10));
        for (SpecBuilder spec :
                new SpecBuilder[] {slow, new SpecBuilder().rate(10).errorRate(0), NO_LIMITS}) {
            Verdict verdict = decide(
                    spec,
                    m -> m.disconnected(20_000, 45_000, unheard, 250, 250 + unheard)
                            .measured()
                            .allWell(500)
                            .refused(ReplyOutcome.PUBLISH_ERROR, 250)
                            .withoutEvent(EventOutcome.EVENT_TIMEOUT, unheard),
                    lost());

            assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
            assertThat(String.join("\n", verdict.reasons()))
                    .contains("25.0 s of the measured window were without a connection", "250 ", "not sent");
            if (unheard == 0 && spec != NO_LIMITS) {
                assertThat(verdict.reasons().getFirst())
                        .startsWith("achieved 5.0/s is 50 % of the target of 10.0/s, below the limit of 99 %");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("measuringFailed")
    void failedMeasuringIsInconclusiveWithAndWithoutLimits(
            Consumer<MeasurementsBuilder> change, SessionHealth health, String what, String figure) {
        SpecBuilder broken = new SpecBuilder().limit(Signal.EVENT, 50, Duration.ofMillis(1));
        for (SpecBuilder spec : new SpecBuilder[] {NO_LIMITS, broken}) {
            Verdict verdict = decide(spec, change, health);
            assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
            assertThat(verdict.reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).contains("limit 0"));
            assertThat(verdict.reasons().getFirst()).contains(what, figure);
        }
    }

    @Test
    void lostConnectionWithoutLostSignalsDoesNotMatter() {
        assertThat(decide(NO_LIMITS, m -> {}, lost()).decision()).isEqualTo(Decision.NONE);
    }

    @Test
    void timeoutsOnAConnectionThatHeldAreTheSystemsOwn() {
        Verdict verdict = decide(NO_LIMITS, m -> m.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 2), SOUND);
        assertThat(verdict.decision()).isEqualTo(Decision.NONE);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit(
                        new SpecBuilder().limit(Signal.EVENT, 99.9, Duration.ofMillis(78)),
                        m -> {},
                        Decision.FAIL,
                        "response time E2 p99.9 is 79.954 ms, above the limit of 78 ms"),
                limit(
                        new SpecBuilder().limit(Signal.EVENT, 99, Duration.ofSeconds(30)),
                        m -> m.times(Signal.EVENT, lossy(30_001), lossy(30_001)),
                        Decision.FAIL,
                        "response time E2 p99 is at least"),
                limit(
                        new SpecBuilder().limit(Signal.EVENT, 99, Duration.ofSeconds(3)),
                        m -> m.times(Signal.EVENT, lossy(2_000), lossy(2_000)),
                        Decision.INCONCLUSIVE,
                        "falls among 200 requests that did not end"),
                limit(
                        new SpecBuilder().limit(Signal.EVENT, 95, Duration.ofMillis(90)),
                        m -> m.times(Signal.EVENT, lossy(30_000), lossy(30_000)),
                        Decision.PASS,
                        ""),
                limit(
                        new SpecBuilder().limit(Signal.REPLY, 99, Duration.ofMillis(90)),
                        m -> m.times(Signal.REPLY, LatencyDistribution.empty(), LatencyDistribution.empty()),
                        Decision.INCONCLUSIVE,
                        "response time E1 p99 has a limit of 90 ms but no sample was measured"),
                limit(
                        new SpecBuilder().errorRate(0.001),
                        m -> m.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 11),
                        Decision.FAIL,
                        "error rate is 0.11 % (11 of 10000 sent without their event), above the limit of 0.1 %"),
                limit(
                        new SpecBuilder().errorRate(0.001),
                        m -> m.measured().refused(ReplyOutcome.REJECTED, 10),
                        Decision.PASS,
                        ""),
                limit(
                        new SpecBuilder().errorRate(0.001),
                        m -> m.measured().notSent(Disposition.ABORTED, 10_000),
                        Decision.INCONCLUSIVE,
                        "the error rate has a limit of 0.1 % but no measured slot was sent"),
                limit(
                        new SpecBuilder().backlogGrowth(2),
                        m -> {},
                        Decision.FAIL,
                        "backlog grew by 3 messages, above the limit of 2"),
                limit(
                        new SpecBuilder().backlogGrowth(2),
                        m -> m.backlog(new BacklogSummary(0, 50, 0, 0, 0, 0, 0, null, null)),
                        Decision.INCONCLUSIVE,
                        "backlog growth has a limit of 2 but the consumer was not seen within 2 s of both ends of the measured"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitDecides(SpecBuilder spec, Consumer<MeasurementsBuilder> change, Decision decision, String reason) {
        Verdict verdict = decide(spec, change, SOUND);
        assertThat(verdict.decision()).isEqualTo(decision);
        assertThat(String.join("\n", verdict.reasons())).contains(reason);
    }

    static Stream<Arguments> generatorWasTheLimit() {
        return Stream.of(
                limit(
                        NO_LIMITS,
                        m -> m.measured().notSent(Disposition.ABORTED, 101),
                        Decision.INCONCLUSIVE,
                        "achieved 198.0/s is 98.99 % of the target of 200.0/s, below the limit of 99 %: lower rate"),
                limit(NO_LIMITS, m -> m.measured().notSent(Disposition.ABORTED, 100), Decision.NONE, ""),
                limit(
                        NO_LIMITS,
                        m -> m.lag(observed(10_000, 11 * MILLIS, 11 * MILLIS)),
                        Decision.INCONCLUSIVE,
                        "above the limit of 1 %: lower rate, or give the generator more CPU"),
                limit(NO_LIMITS, m -> m.lag(observed(10_000, 9 * MILLIS, 9 * MILLIS)), Decision.NONE, ""),
                limit(
                        NO_LIMITS,
                        m -> m.measured().notSent(Disposition.SATURATED, 6).notSent(Disposition.UNDERRUN, 5),
                        Decision.INCONCLUSIVE,
                        "11 of 10000 requests that were due were not sent, which is 0.11 %, above the limit of 0.1 %: 6"
                                + " saturated (raise maxOutstanding, now 100000); 5 underrun (raise maxScheduleLag, now 10s"),
                limit(
                        NO_LIMITS,
                        m -> m.measured().notSent(Disposition.SATURATED, 5).notSent(Disposition.UNDERRUN, 5),
                        Decision.NONE,
                        ""),
                limit(
                        NO_LIMITS,
                        m -> m.poisson(31.2, 0),
                        Decision.INCONCLUSIVE,
                        "the arrivals were not what was planned: 500 gaps between sends are not exponential"
                                + " (Anderson-Darling A^2 31.20, p < 0.0001) (p limit 0.001): lower rate"),
                limit(NO_LIMITS, m -> m.poisson(2.9, 0.001), Decision.NONE, ""),
                limit(
                        NO_LIMITS,
                        m -> m.measuredSeconds(0).measured().allWell(0),
                        Decision.INCONCLUSIVE,
                        "nothing was measured"));
    }

    @ParameterizedTest
    @MethodSource("generatorWasTheLimit")
    void generatorThatWasTheLimitIsInconclusive(
            SpecBuilder spec, Consumer<MeasurementsBuilder> change, Decision decision, String reason) {
        limitDecides(spec, change, decision, reason);
    }

    @Test
    void brokenLimitOutranksASlowGenerator() {
        Verdict verdict = decide(
                new SpecBuilder().errorRate(0),
                m -> m.lag(observed(10_000, 50 * MILLIS, 50 * MILLIS))
                        .measured()
                        .refused(ReplyOutcome.REJECTED, 1),
                SOUND);
        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        assertThat(verdict.reasons()).hasSize(2);
        assertThat(verdict.reasons().get(0)).startsWith("error rate");
        assertThat(verdict.reasons().get(1))
                .startsWith("besides, 10000 of 10000 requests were sent more than 10 ms late");
    }

    @Test
    void slowGeneratorOutranksAPass() {
        Verdict verdict =
                decide(new SpecBuilder().errorRate(0), m -> m.lag(observed(10_000, 50 * MILLIS, 50 * MILLIS)), SOUND);
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    }

    @Test
    void whatMayExplainASlowGeneratorIsNamedBesideItsLimit() {
        Verdict verdict = decide(m -> m.lag(observed(10_000, 50 * MILLIS, 50 * MILLIS)), SOUND, STOLEN_FROM);

        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons()).hasSize(2);
        assertThat(verdict.reasons().get(0)).startsWith("10000 of 10000 requests were sent more than 10 ms late");
        assertThat(verdict.reasons().get(1)).startsWith("CPU steal was 12 %");
    }

    @Test
    void whatMayExplainDroppedMessagesIsNamedBesideThem() {
        Verdict verdict = decide(m -> {}, new SessionHealth(true, 0, 7, 0), STOLEN_FROM);

        assertThat(verdict.reasons()).hasSize(2);
        assertThat(verdict.reasons().get(1)).startsWith("CPU steal was 12 %");
    }

    @Test
    void aTroubleOfTheGeneratorAloneDecidesNothing() {
        assertThat(decide(m -> {}, SOUND, STOLEN_FROM)).isEqualTo(new Verdict(Decision.NONE, List.of()));
    }

    private static Verdict decide(
            Consumer<MeasurementsBuilder> change, SessionHealth health, GeneratorFigures generator) {
        MeasurementsBuilder measurements = new MeasurementsBuilder();
        change.accept(measurements);
        return VerdictRule.decide(
                new SpecBuilder().build(),
                new Evidence(measurements.build(), health, Optional.of(generator), List.of(), AuditBuilder.clean()));
    }

    @Test
    void aLimitNearTheFloorOfTheRehearsalDecidesNothing() {
        assertThat(rehearsed(Rehearsed.steady("run", 39)).decision()).isEqualTo(Decision.PASS);

        Verdict verdict = rehearsed(Rehearsed.steady("run", 50));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .startsWith("the floor of the rehearsal, which asks nobody, is 49.5")
                .contains("at p99, above a fifth of the limit of 200 ms on response time E2 p99");
    }

    private static Verdict rehearsed(RehearsalFigures found) {
        return VerdictRule.decide(
                new SpecBuilder()
                        .limit(Signal.EVENT, 99, Duration.ofMillis(200))
                        .build(),
                new Evidence(
                        new MeasurementsBuilder().build(),
                        SOUND,
                        Optional.empty(),
                        List.of(),
                        AuditBuilder.clean(),
                        PreflightReport.NONE.with(found)));
    }

    @Test
    void everyBrokenLimitIsNamed() {
        Verdict verdict = decide(
                new SpecBuilder()
                        .limit(Signal.REPLY, 50, Duration.ofMillis(1))
                        .limit(Signal.EVENT, 50, Duration.ofMillis(1))
                        .backlogGrowth(0),
                m -> {},
                SOUND);
        assertThat(verdict.reasons()).hasSize(3);
    }

    @Test
    void lostMembershipFailsARunAlsoWithoutAnyLimit() {
        Verdict verdict = audited(new SpecBuilder(), new AuditBuilder().lostSlot());

        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        assertThat(verdict.reasons())
                .containsExactly("2 of 98002 promised memberships are not in MongoDB, above the limit of 0 (slo.lost):"
                        + " see the audit");
    }

    @Test
    void asManyLostMembershipsAsTheLimitAllowsPass() {
        assertThat(audited(new SpecBuilder().lost(2), new AuditBuilder().lostSlot())
                        .decision())
                .isEqualTo(Decision.PASS);
        assertThat(audited(new SpecBuilder().lost(1), new AuditBuilder().lostSlot())
                        .decision())
                .isEqualTo(Decision.FAIL);
        assertThat(audited(new SpecBuilder().lost(0), new AuditBuilder()).decision())
                .isEqualTo(Decision.PASS);
        assertThat(audited(new SpecBuilder(), new AuditBuilder()).decision()).isEqualTo(Decision.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DUPLICATE", "REFUSED_BUT_FOUND", "ORG_ROWS_LOST", "ORG_ROWS_DUPLICATE"})
    void brokenGuaranteeOfThePlatformFailsARun(AuditFigure figure) {
        Verdict verdict = audited(new SpecBuilder(), new AuditBuilder().count(figure, 3));

        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        assertThat(verdict.reasons()).singleElement().asString().startsWith("3 ");
    }

    @Test
    void roomsThatSomebodyElseChangedDecideNothing() {
        assertThat(audited(new SpecBuilder(), new AuditBuilder().stranger()).decision())
                .isEqualTo(Decision.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ROOMS_MISCOUNTED",
                "ROOMS_COUNTED_LOW",
                "ROOMS_COUNTED_HIGH",
                "UNDECIDED_FOUND",
                "UNDECIDED_MISSING"
            })
    void whatIsNoBrokenPromiseDecidesNothing(AuditFigure figure) {
        assertThat(audited(new SpecBuilder().lost(0), new AuditBuilder().count(figure, 3))
                        .decision())
                .isEqualTo(Decision.PASS);
    }

    @ParameterizedTest
    @EnumSource(names = {"INCOMPLETE", "FAILED"})
    void auditThatDidNotLookEverywhereProvesOnlyWhatItFound(AuditResult.Status status) {
        Verdict nothingFound = audited(new SpecBuilder().lost(0), new AuditBuilder().ended(status, 40, "no server"));
        Verdict lossFound =
                audited(new SpecBuilder(), new AuditBuilder().lostSlot().ended(status, 40, "no server"));

        assertThat(nothingFound.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(nothingFound.reasons()).singleElement().asString().contains("40 of 100 rooms were looked at");
        assertThat(lossFound.decision()).isEqualTo(Decision.FAIL);
    }

    /** Its JetStream may have ended, and with it the platform's jobs; what the audit finds no shutdown explains. */
    @Test
    void whatFailsWhileTheServerShutsDownIsNotTheBuilds() {
        SessionHealth lameDuck = new SessionHealth(
                true,
                0,
                0,
                0,
                new ConnectionTroubles(List.of(new Trouble(Kind.LAME_DUCK, "connection", 1, "n1 goes"))));
        Consumer<MeasurementsBuilder> failing = m -> m.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 2);

        Verdict failed = decide(new SpecBuilder().errorRate(0), failing, lameDuck);
        Verdict sound = decide(new SpecBuilder().errorRate(0), m -> {}, lameDuck);
        Verdict lost = VerdictRule.decide(
                new SpecBuilder().build(),
                new Evidence(
                        new MeasurementsBuilder().build(),
                        lameDuck,
                        new AuditBuilder().lostSlot().build()));

        assertThat(decide(new SpecBuilder().errorRate(0), failing, SOUND).decision())
                .isEqualTo(Decision.FAIL);
        assertThat(failed.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(failed.reasons().getFirst()).contains("lame duck", "n1 goes");
        assertThat(failed.reasons()).anySatisfy(reason -> assertThat(reason).contains("error rate"));
        assertThat(sound.decision()).isEqualTo(Decision.PASS);
        assertThat(lost.decision()).isEqualTo(Decision.FAIL);
    }

    @Test
    void eventsThatWereTooLargeAreExplainedByTheirSizeAndNoOthersAre() {
        MeasurementsBuilder timedOut = new MeasurementsBuilder().eventTimeoutsAfterOk(7);
        timedOut.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 7);
        Measurements lost = timedOut.build();

        Verdict tooLarge = sized(lost, 72_156, 65_536);
        assertThat(tooLarge.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(tooLarge.reasons())
                .singleElement()
                .asString()
                .contains("7 requests", "the member event has 72,156 bytes", "server n1 takes 65,536");
        assertThat(sized(lost, 65_536, 65_536).decision()).isEqualTo(Decision.FAIL);
        assertThat(sized(new MeasurementsBuilder().build(), 72_156, 65_536).decision())
                .isEqualTo(Decision.PASS);
    }

    @Test
    void aWorkerThatTookNoJobsExplainsTimeoutsAndDecidesNothing() {
        WorkerStall stall = new WorkerStall(20_000, 35_000, 900, 16);
        MeasurementsBuilder waited = new MeasurementsBuilder().backlog(stalled(stall));
        waited.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 70).withoutResult(ResultOutcome.RESULT_TIMEOUT, 72);

        Verdict failed = decide(new SpecBuilder().errorRate(0), waited.build());
        assertThat(failed.decision()).isEqualTo(Decision.FAIL);
        assertThat(failed.reasons()).hasSize(2);
        assertThat(failed.reasons().get(1))
                .isEqualTo(
                        "room-worker took no job for 35.0 s, from 20.0 s of the run on: no pull request, no delivery and no"
                                + " acknowledgement while up to 900 messages waited and 16 were handed out; requests that waited then timed"
                                + " out for it (70 event timeouts and 72 result timeouts in all)");
        assertThat(decide(NO_LIMITS, waited.build())).isEqualTo(new Verdict(Decision.NONE, List.of()));
        Verdict doubted = decide(
                NO_LIMITS,
                waited.lag(observed(10_000, 50 * MILLIS, 50 * MILLIS)).build());
        assertThat(doubted.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(doubted.reasons().getLast()).startsWith("room-worker took no job");
        assertThat(decide(
                        new SpecBuilder().errorRate(0),
                        new MeasurementsBuilder().backlog(stalled(stall)).build()))
                .isEqualTo(new Verdict(Decision.PASS, List.of()));
    }

    @Test
    void aStallShorterThanTheTimeoutIsNotCalledItsCause() {
        MeasurementsBuilder waited = new MeasurementsBuilder().backlog(stalled(new WorkerStall(0, 29_900, 900, 16)));
        waited.measured().withoutEvent(EventOutcome.EVENT_TIMEOUT, 70);

        assertThat(decide(new SpecBuilder().errorRate(0), waited.build())
                        .reasons()
                        .getLast())
                .contains(
                        "requests waited for it, but less than their eventTimeout of 30s (70 event timeouts and 0 result");
    }

    private static BacklogSummary stalled(WorkerStall stall) {
        return new BacklogSummary(50, 0, 0, 900, 900, 16, 0, 900L, stall);
    }

    private static Verdict decide(SpecBuilder spec, Measurements measurements) {
        return VerdictRule.decide(spec.build(), new Evidence(measurements, SOUND, AuditBuilder.clean()));
    }

    private static Verdict sized(Measurements measurements, long bytes, long limit) {
        return VerdictRule.decide(
                new SpecBuilder().errorRate(0).build(),
                new Evidence(
                        measurements,
                        SOUND,
                        Optional.empty(),
                        List.of(),
                        AuditBuilder.clean(),
                        new PreflightReport(
                                List.of(),
                                null,
                                null,
                                new LargestMessage("the member event", bytes, "n1", limit),
                                null,
                                null,
                                0)));
    }

    private static Verdict audited(SpecBuilder spec, AuditBuilder audit) {
        return VerdictRule.decide(spec.build(), new Evidence(new MeasurementsBuilder().build(), SOUND, audit.build()));
    }

    /** 2 % of the samples were lost after a time. */
    private static LatencyDistribution lossy(long givenMillis) {
        return withLosses(9_800, 12 * MILLIS, 80 * MILLIS, 200, givenMillis * MILLIS);
    }

    private static SessionHealth lost() {
        return new SessionHealth(true, 1, 0, 0);
    }

    private static Verdict decide(SpecBuilder spec, Consumer<MeasurementsBuilder> change, SessionHealth health) {
        MeasurementsBuilder measurements = new MeasurementsBuilder();
        change.accept(measurements);
        return VerdictRule.decide(spec.build(), new Evidence(measurements.build(), health, AuditBuilder.clean()));
    }

    private static Arguments failure(
            Consumer<MeasurementsBuilder> change, SessionHealth health, String what, String figure) {
        return Arguments.of(change, health, what, figure);
    }

    private static Arguments limit(
            SpecBuilder spec, Consumer<MeasurementsBuilder> change, Decision decision, String reason) {
        return Arguments.of(spec, change, decision, reason);
    }
}
