package io.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.Undisturbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** That the rows of loads at a fixed rate are measured; what they say is for a longer run on a quiet machine. */
@Timeout(180)
@Undisturbed
@EnabledOnOs(OS.LINUX)
class BenchmarkIT {
    private static final int RATE = 1_000;

    private final BenchOptions shortest =
            new BenchOptions(List.of(), 1, true, 1_000, 1, List.of(RATE), 1, Path.of("no.jar"), Path.of("no.json"));

    @Test
    void bothSidesOfAPacedRowHaveEveryFigure() throws Exception {
        List<Line> lines = new PacedSection().run(shortest);

        assertThat(lines).extracting(Line::name).allMatch(name -> name.startsWith("1,000/s: "));
        assertThat(lines)
                .filteredOn(line -> line.name().contains("CPU") || line.name().contains("p50"))
                .hasSize(5)
                .allSatisfy(line -> {
                    assertThat(line.reference()).singleElement().satisfies(BenchmarkIT::isTime);
                    assertThat(line.loadgen()).singleElement().satisfies(BenchmarkIT::isTime);
                });
    }

    @Nightly
    @Test
    void fourRunsOfAFreshProcessAreHeldAgainstItsFifth() throws Exception {
        List<Line> lines = new FirstRunSection().run(shortest);

        assertThat(lines).hasSize(16).allSatisfy(line -> {
            assertThat(line.reference()).singleElement().satisfies(BenchmarkIT::isTime);
            assertThat(line.loadgen()).singleElement().satisfies(BenchmarkIT::isTime);
        });
        assertThat(lines).filteredOn(line -> line.bar() != null).hasSize(3);
    }

    /** Not rehearsed, it found a median sixty times as long, and a p90 a hundred times. */
    @Test
    void theFirstRunOfAProcessFindsWhatItsSecondDoes() throws Exception {
        try (Lab lab = Lab.start()) {
            lab.warmUp(20_000);
            try (WorkerProcess fresh = lab.freshEngine()) {
                Task run = Task.of("rehearsed", 10_000, 20_000);
                Map<String, Double> first = fresh.ask(run);
                Map<String, Double> second = fresh.ask(run);

                assertThat(List.of("replyP50Micros", "replyP90Micros"))
                        .allSatisfy(percentile -> assertThat(first.get(percentile))
                                .as("%s, and then %s", first, second)
                                .isLessThan(20 * second.getOrDefault(percentile, 0.0)));
            }
        }
    }

    /** In microseconds: more than nothing, less than the run and what came after it. */
    private static void isTime(double micros) {
        assertThat(micros).isBetween(0.01, 60e6);
    }
}
