package io.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTests {
    private static final Books THREE = new Books(
            3,
            Map.of(Disposition.SENT, 3L),
            Map.of(ReplyOutcome.ACCEPTED, 2L, ReplyOutcome.REJECTED, 1L),
            Map.of(EventOutcome.EVENT, 2L),
            Map.of(ResultOutcome.OK, 2L),
            1L,
            0L);

    @Test
    void sumsHoldWhatEitherSideCounted() {
        Books sum = Books.empty().plus(THREE);

        assertThat(sum).isEqualTo(THREE.plus(Books.empty()));
        assertThat(sum.planned()).isEqualTo(3);
        assertThat(sum.dispositions()).containsEntry(Disposition.SENT, 3L);
        assertThat(sum.replies()).containsEntry(ReplyOutcome.REJECTED, 1L);
        assertThat(sum.plus(sum).events()).containsEntry(EventOutcome.EVENT, 4L);
    }
}
