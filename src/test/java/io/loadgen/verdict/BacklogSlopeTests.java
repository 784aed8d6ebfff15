package io.loadgen.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogSlopeTests {
    @Test
    void theSlopeIsThatOfTheLineThatFitsBest() {
        assertThat(BacklogSlope.of(List.of(3L, 5L, 7L, 9L)).orElseThrow()).isEqualTo(2);
        assertThat(BacklogSlope.of(List.of(8L, 2L, 8L, 2L, 8L)).orElseThrow()).isZero();
        assertThat(BacklogSlope.of(List.of(1L, 100L))).isEmpty();
    }

    @Test
    void aFewRequestsMoreAreChanceAtAnyRate() {
        assertThat(BacklogSlope.greatest(10, 0.05, 8)).isEqualTo(0.625);
        assertThat(BacklogSlope.greatest(400, 0.05, 8)).isEqualTo(10);
    }
}
