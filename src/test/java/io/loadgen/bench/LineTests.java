package io.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTests {
    private static final Line.Bar NO_WORSE_IN_NINE_OF_TEN = new Line.Bar.MostlyAtMost(1.15, 0.9);

    @ParameterizedTest
    @CsvSource({"10, 0, true", "9, 1, true", "8, 2, false"})
    void aBarOfMostPairsCountsPairs(int within, int beyond, boolean met) {
        List<Double> firstRuns = Stream.concat(
                        Collections.nCopies(within, 114.0).stream(), Collections.nCopies(beyond, 900.0).stream())
                .toList();

        Line line = new Line("E1", Collections.nCopies(within + beyond, 100.0), firstRuns, NO_WORSE_IN_NINE_OF_TEN);

        assertThat(line.isMet()).isEqualTo(met);
    }
}
