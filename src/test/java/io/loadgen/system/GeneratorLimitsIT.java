package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ContractVersion;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the generator itself could not do is counted, named with the limit to raise, and never passed off as load. */
@Timeout(300)
class GeneratorLimitsIT {
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("limits", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 40, 100);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @Test
    void poolsThatCannotFeedARunRefuseItWithTheRateAndTheDurationThatTheyCan() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            assertThatThrownBy(() -> laboratory.start(
                            Specs.light(FIXTURE.id(), 100, Duration.ofSeconds(5), Duration.ofSeconds(1))))
                    .isInstanceOfSatisfying(
                            RunRefusedException.class,
                            refused ->
                                    assertThat(refused.reason()).isEqualTo(RunRefusedException.Reason.POOLS_TOO_SMALL))
                    .hasMessageContaining("at rate 100/s for at most 4s")
                    .hasMessageContaining("for duration 5s at most 80/s");
            assertThat(laboratory.runs().list(0, 10)).isEmpty();

            // What was named is taken on.
            Books books = Laboratory.result(laboratory.run(
                            Specs.disturbed(FIXTURE.id(), 80, Duration.ofSeconds(5), Specs.AMPLE, Specs.AMPLE)))
                    .measurements()
                    .measured();
            assertThat(books.count(Disposition.SENT)).isEqualTo(400);
            assertThat(books.residues()).isEmpty();
            assertThat(laboratory.membersOfRooms(plan)).containsOnly(3 + 40);
        }
    }

    @Test
    void slotsThatFindTheTableFullAreSaturatedAndTheirCandidatesGoBack() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            String id = laboratory.start(
                    Specs.limited(FIXTURE.id(), 100, Duration.ofSeconds(4), 20, Duration.ofSeconds(30)));
            laboratory.awaitState(id, RunState.MEASURING);
            laboratory.sandbox().platform().stallRoomWorker(TWO_SECONDS);
            RunResult result = Laboratory.result(laboratory.awaitEnd(id));

            Books books = result.measurements().measured();
            long saturated = books.count(Disposition.SATURATED);
            assertThat(books.residues()).isEmpty();
            assertThat(books.planned()).isEqualTo(400);
            // The 20 that were let through waited for 2 s, in which about 200 were due.
            assertThat(saturated).isBetween(1L, 399L);
            assertThat(books.count(Disposition.SENT)).isEqualTo(400 - saturated);
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(400 - saturated);
            assertThat(Arrays.stream(laboratory.membersOfRooms(plan))
                            .asLongStream()
                            .sum())
                    .isEqualTo(30 + 400 - saturated);
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .anySatisfy(reason ->
                            assertThat(reason).contains(saturated + " saturated (raise maxOutstanding, now 20)"));
        }
    }

    @Test
    void slotsLaterThanTheGreatestLagAreUnderrun() throws Exception {
        Duration pause = Duration.ofMillis(1_200);
        try (Laboratory laboratory =
                new Laboratory(SimulatorSettings.of(ContractVersion.B), new PausedPacing(100, pause))) {
            laboratory.seed(FIXTURE);
            RunResult result = Laboratory.result(laboratory.run(
                    Specs.limited(FIXTURE.id(), 100, Duration.ofSeconds(4), 1_000, Duration.ofMillis(700))));

            Books books = result.measurements().measured();
            long underrun = books.count(Disposition.UNDERRUN);
            assertThat(books.residues()).isEmpty();
            assertThat(books.planned()).isEqualTo(400);
            // Due in the first half second of the pause: 50 of them, and more where the machine makes it longer.
            assertThat(underrun).isBetween(40L, 399L);
            assertThat(books.count(Disposition.SENT)).isEqualTo(400 - underrun);
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(400 - underrun);
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .anySatisfy(reason ->
                            assertThat(reason).contains(underrun + " underrun (raise maxScheduleLag, now 700ms"));
        }
    }
}
