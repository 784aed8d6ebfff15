package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReportPlacesTests {
    @Test
    void whoFindsNoPlaceIsToldToComeAgain() {
        ReportPlaces places = new ReportPlaces(1, Duration.ZERO);
        try (ReportPlaces.Place slow = places.take()) {
            assertThat(slow).isNotNull();
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(places::take)
                    .extracting(refusal -> refusal.problem().type())
                    .isEqualTo(ProblemType.TOO_MANY_READERS);
        }
        places.take().close();
    }

    @Test
    void aPlaceThatComesFreeIsTheNextOnes() throws Exception {
        ReportPlaces places = new ReportPlaces(1, Duration.ofMinutes(1));
        CompletableFuture<ReportPlaces.Place> next;
        try (ReportPlaces.Place slow = places.take()) {
            next = CompletableFuture.supplyAsync(places::take);
            assertThat(slow).isNotNull();
        }
        next.get(30, TimeUnit.SECONDS).close();
    }
}
