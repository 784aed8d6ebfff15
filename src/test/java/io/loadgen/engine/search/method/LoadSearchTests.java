package io.loadgen.engine.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches on platforms whose capacity is known. */
class LoadSearchTests {
    private static final SearchRange RANGE = new SearchRange(10, 2000, 0.05);

    private final List<TrialPlan.Step> steps = new ArrayList<>();

    private Finding search(TrialPlan plan, Function<TrialPlan.Step, Outcome> platform) {
        steps.clear();
        for (var step = plan.next(); step.isPresent(); step = plan.next()) {
            steps.add(step.get());
            plan.ended(platform.apply(step.get()));
            assertThat(steps).as("a search comes to an end").hasSizeLessThan(100);
        }
        return plan.finding();
    }

    private static double held(Finding found) {
        return Objects.requireNonNull(found.held());
    }

    private static Function<TrialPlan.Step, Outcome> capacity(double most) {
        return step -> step.ratePerSecond() <= most ? Outcome.GOOD : Outcome.BAD;
    }

    @Test
    void capacityIsInTheBracketWhichIsConfirmed() {
        Finding found = search(new LoadSearch(RANGE), capacity(137));

        assertThat(found.end()).isEqualTo(End.HELD_BRACKET);
        assertThat(found.held()).isLessThanOrEqualTo(137);
        assertThat(found.broke()).isGreaterThan(137).isLessThanOrEqualTo(held(found) * 1.05);
        assertThat(found.confirmed()).isTrue();
        assertThat(steps.getLast()).isEqualTo(new TrialPlan.Step(held(found), Purpose.CONFIRMATION));
        assertThat(steps.getFirst()).as("calm").isEqualTo(new TrialPlan.Step(10, Purpose.PROBE));
        // A scan of the same width takes a hundred.
        assertThat(steps).hasSizeLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "lognormal"})
    void capacityOfASimulatedWorkerIsFound(String service) {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            double capacity = 40 * Math.pow(10, seed / 19.0);
            int parallelism = 4 + seed % 5;
            SimulatedWorker worker = service.equals("constant")
                    ? SimulatedWorker.constant(capacity, parallelism)
                    : SimulatedWorker.lognormal(capacity, parallelism, 0.5, new Random(seed));
            Finding found = search(new LoadSearch(RANGE), worker::trial);
            String told = String.format(
                    "seed %d, capacity %.1f, parallelism %d: %s, %s to %s in %d trials",
                    seed, capacity, parallelism, found.end(), found.held(), found.broke(), steps.size());
            if (found.end() != End.HELD_BRACKET
                    || held(found) > capacity * 1.05
                    || Objects.requireNonNull(found.broke()) < capacity / 1.05
                    || steps.size() > 20) {
                wrong.add(told);
            }
        }

        assertThat(wrong).as("seeds 0 to 19").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aThirdOfVoidTrialsChangesNothing() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Finding found = search(
                    new LoadSearch(RANGE),
                    step -> random.nextInt(3) == 0
                            ? Outcome.VOID
                            : capacity(137).apply(step));

            assertThat(found.end()).as("seed %d", seed).isIn(End.HELD_BRACKET, End.CANNOT_TELL);
            if (found.end() == End.HELD_BRACKET) {
                assertThat(found.held()).as("seed %d", seed).isEqualTo(136, within(7.0));
            }
        }
    }

    @Test
    void aLuckyPassAboveAFailingLoadCountsForNothing() {
        RateBounds bounds = new RateBounds();
        bounds.held(100);
        bounds.held(300);
        bounds.broke(200);

        assertThat(bounds.held()).isEqualTo(100);
        assertThat(bounds.broke()).isEqualTo(200);
    }

    @Test
    void aRateThatBrokeHasBrokenHoweverOftenItHolds() {
        RateBounds bounds = new RateBounds();
        bounds.held(100);
        bounds.held(200);
        bounds.broke(200);
        bounds.held(200);

        assertThat(bounds.held()).isEqualTo(100);
        assertThat(bounds.broke()).isEqualTo(200);
    }

    @Test
    void aHeldRateThatIsNotConfirmedHasBroken() {
        List<Double> refuted = new ArrayList<>();

        Finding found = search(new LoadSearch(RANGE), step -> {
            if (step.purpose() == Purpose.CONFIRMATION && refuted.isEmpty()) {
                refuted.add(step.ratePerSecond());
                return Outcome.BAD;
            }
            return capacity(137).apply(step);
        });

        assertThat(refuted).hasSize(1);
        assertThat(found.end()).isEqualTo(End.HELD_BRACKET);
        assertThat(found.broke()).isEqualTo(refuted.getFirst());
        assertThat(found.held()).isLessThan(refuted.getFirst());
    }

    @Test
    void theLeastRateIsTooMuch() {
        Finding found = search(new LoadSearch(RANGE), capacity(9));

        assertThat(found)
                .returns(End.LEAST_TOO_MUCH, Finding::end)
                .returns(null, Finding::held)
                .returns(10.0, Finding::broke);
    }

    @Test
    void theGreatestRateHolds() {
        Finding found = search(new LoadSearch(RANGE), capacity(5000));

        assertThat(found)
                .returns(End.GREATEST_HOLDS, Finding::end)
                .returns(2000.0, Finding::held)
                .returns(null, Finding::broke)
                .returns(true, Finding::confirmed);
    }

    @Test
    void aTrialThatStaysVoidEndsTheSearchWithWhatItTakes() {
        Finding found = search(new LoadSearch(RANGE), step -> step.ratePerSecond() > 200 ? Outcome.VOID : Outcome.GOOD);

        assertThat(found.end()).isEqualTo(End.CANNOT_TELL);
        assertThat(found.held()).isEqualTo(141);
        assertThat(found.reasons()).singleElement().asString().contains("void 3 times", "more CPU");
    }

    @Test
    void anUndecidedTrialIsMadeOnceMoreForLonger() {
        Finding found = search(new LoadSearch(RANGE), step -> Outcome.UNDECIDED);

        assertThat(steps)
                .containsExactly(new TrialPlan.Step(10, Purpose.PROBE), new TrialPlan.Step(10, Purpose.LONGER));
        assertThat(found.end()).isEqualTo(End.CANNOT_TELL);
        assertThat(found.reasons()).singleElement().asString().contains("raise trial.duration");
    }

    private static LoadSearch expecting(double low, double high) {
        LoadSearch search = new LoadSearch(RANGE);
        search.tryNext(List.of(low, high));
        return search;
    }

    @Test
    void whatWasPredictedIsTriedFirst() {
        Finding found = search(expecting(134.0, 140.0), capacity(137));

        assertThat(steps.stream().map(TrialPlan.Step::ratePerSecond)).containsExactly(10.0, 134.0, 140.0, 134.0);
        assertThat(found).returns(134.0, Finding::held).returns(140.0, Finding::broke);
    }

    @Test
    void aWrongPredictionCostsTrialsAndNothingElse() {
        Finding found = search(expecting(500.0, 600.0), capacity(137));

        assertThat(found.end()).isEqualTo(End.HELD_BRACKET);
        assertThat(found.held()).isLessThanOrEqualTo(137);
        assertThat(found.broke()).isGreaterThan(137);
    }

    @Test
    void aScanTriesEachStepAndGivesItsBracket() {
        Finding found = search(new RateScan(List.of(50.0, 100.0, 150.0, 200.0)), capacity(137));

        assertThat(steps.stream().map(TrialPlan.Step::ratePerSecond)).containsExactly(50.0, 100.0, 150.0, 200.0);
        assertThat(found)
                .returns(End.HELD_BRACKET, Finding::end)
                .returns(100.0, Finding::held)
                .returns(150.0, Finding::broke);
    }

    @Test
    void aScanGoesOnPastAStepThatDecidedNothing() {
        Finding found = search(
                new RateScan(List.of(50.0, 100.0, 150.0)),
                step -> step.ratePerSecond() == 100 ? Outcome.VOID : Outcome.GOOD);

        assertThat(steps).hasSize(5);
        assertThat(found).returns(End.GREATEST_HOLDS, Finding::end).returns(150.0, Finding::held);
        assertThat(found.reasons()).hasSize(1);
    }

    @Test
    void demandIsThatOfAPlatformThatHoldsEverything() {
        TrialDemand demand = TrialDemand.of(() -> new LoadSearch(RANGE), step -> Math.round(step.ratePerSecond() * 10));

        search(new LoadSearch(RANGE), capacity(5000));
        assertThat(demand.greatest()).isEqualTo(20_000);
        long own = steps.stream()
                .mapToLong(step -> Math.round(step.ratePerSecond() * 10))
                .sum();
        assertThat(demand.requests()).isEqualTo(own + (own + 1) / 2);
    }

    @Test
    void aTrialEndsAsSoonAsItCannotHold() {
        assertThat(TrialEnding.beyondRepair(new TrialCounts(800, 8, 100, 8, 400, 150, 100, 1)))
                .as("at twice the speed the queue is done in time")
                .isEmpty();
        assertThat(TrialEnding.beyondRepair(new TrialCounts(800, 8, 100, 9, 0, 0, 100, 1)))
                .isPresent();
        assertThat(TrialEnding.beyondRepair(new TrialCounts(800, 8, 100, 0, 400, 300, 100, 1)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("100 more cannot become so"));
        assertThat(TrialEnding.beyondRepair(new TrialCounts(800, 8, 0, 0, 400, 300, 0, 1)))
                .as("nothing has come back yet: that may be the latency of a platform that keeps up")
                .isEmpty();
        assertThat(TrialEnding.beyondRepair(new TrialCounts(800, 8, 0, 0, 5, 300, 100, 1)))
                .as("of those in the queue only five are measured")
                .isEmpty();
    }
}
