package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReportPlacesTests {
    @Test
    void whoFindsNoPlaceIsToldToComeAgain() {
        ReportPlaces places = new ReportPlaces(1, Duration.ZERO);
        try (ReportPlaces.Place slow = places.take(false)) {
            assertThat(slow).isNotNull();
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> places.take(false))
                    .extracting(refusal -> refusal.problem().type())
                    .isEqualTo(ProblemType.TOO_MANY_READERS);
        }
        places.take(false).close();
    }

    /** Whoever reads the latencies of each second does not wait for those who do not, nor do they for him. */
    @Test
    void oneAtATimeReadsTheLatenciesOfEachSecond() {
        ReportPlaces places = new ReportPlaces(2, Duration.ZERO);
        try (ReportPlaces.Place seconds = places.take(true);
                ReportPlaces.Place one = places.take(false);
                ReportPlaces.Place two = places.take(false)) {
            assertThat(List.of(seconds, one, two)).doesNotContainNull();
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> places.take(true));
        }
        places.take(true).close();
    }

    @Test
    void aPlaceThatComesFreeIsTheNextOnes() throws Exception {
        ReportPlaces places = new ReportPlaces(1, Duration.ofMinutes(1));
        CompletableFuture<ReportPlaces.Place> next;
        try (ReportPlaces.Place slow = places.take(false)) {
            next = CompletableFuture.supplyAsync(() -> places.take(false));
            assertThat(slow).isNotNull();
        }
        next.get(30, TimeUnit.SECONDS).close();
    }
}
