package io.loadgen.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTroublesTests {
    private static final Share LITTLE = new Share(0.1, 0.2);
    private static final Pauses FEW = new Pauses(3, 9, 4);

    @Test
    void aSoundGeneratorHasNone() {
        assertThat(of(FEW, LITTLE, new Throttling(600, 0, 0), 40)).isEmpty();
    }

    @Test
    void eachTroubleIsNamedWithItsFigure() {
        assertThat(of(FEW, new Share(12, 30), new Throttling(600, 0, 0), 40))
                .singleElement()
                .asString()
                .startsWith("CPU steal was 12 %, 30 % in the worst second");
        assertThat(of(FEW, LITTLE, new Throttling(600, 45, 1_200), 40))
                .singleElement()
                .asString()
                .contains("held the generator back in 45 of 600 periods, 1200 ms in all");
        assertThat(of(new Pauses(30, 900, 8), LITTLE, new Throttling(600, 0, 0), 40))
                .singleElement()
                .asString()
                .contains("paused the generator 30 times for 900 ms");
        assertThat(of(new Pauses(1, 11, 11), LITTLE, new Throttling(600, 0, 0), 40))
                .singleElement()
                .asString()
                .contains("the longest 11 ms");
        assertThat(of(FEW, LITTLE, new Throttling(600, 0, 0), 50_000))
                .singleElement()
                .asString()
                .startsWith("50000 signals waited for the collector");
        assertThat(of(FEW, LITTLE, new Throttling(600, 0, 0), 40, new Share(1.2, 11)))
                .singleElement()
                .asString()
                .contains("waited for a processor for 1.2 % of the time, 11 % in the worst second");
    }

    @Test
    void aBusyProcessIsTroubleOnlyWhereItTookAllThereWas() {
        assertThat(GeneratorTroubles.of(withCpu(1.7))).isEmpty();
        assertThat(GeneratorTroubles.of(withCpu(1.9)))
                .singleElement()
                .asString()
                .contains("1.9 of 2 processors");
    }

    private static List<String> of(Pauses pauses, Share steal, Throttling throttling, long depth) {
        return of(pauses, steal, throttling, depth, LITTLE);
    }

    private static List<String> of(Pauses pauses, Share steal, Throttling throttling, long depth, Share wait) {
        return GeneratorTroubles.of(
                new GeneratorFigures(60, 2, new Share(0.4, 0.6), steal, throttling, pauses, null, depth, null, wait));
    }

    private static GeneratorFigures withCpu(double processors) {
        return new GeneratorFigures(60, 2, new Share(processors, processors), null, null, FEW, null, null, null, null);
    }
}
