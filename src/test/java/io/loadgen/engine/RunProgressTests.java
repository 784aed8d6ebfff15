package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunProgressTests {
    @Test
    void aNoOpIsNoFailure() {
        Books books = new Books(
                103,
                Map.of(Disposition.SENT, 100L, Disposition.UNDERRUN, 3L),
                Map.of(ReplyOutcome.ACCEPTED, 96L, ReplyOutcome.REJECTED, 3L, ReplyOutcome.REPLY_TIMEOUT, 1L),
                Map.of(EventOutcome.EVENT, 92L, EventOutcome.EVENT_TIMEOUT, 4L, EventOutcome.NO_OP, 1L),
                Map.of(),
                3L,
                3L);

        assertThat(RunProgress.of(12_000, books, 12)).isEqualTo(new RunProgress(12_000, 103, 100, 92, 7, 12));
    }

    @Test
    void shareIsAtMostOne() {
        assertThat(RunProgress.NONE.share()).isZero();
        assertThat(new RunProgress(100, 25, 0, 0, 0, 0).share()).isEqualTo(0.25);
        assertThat(new RunProgress(100, 101, 0, 0, 0, 0).share()).isEqualTo(1);
    }
}
