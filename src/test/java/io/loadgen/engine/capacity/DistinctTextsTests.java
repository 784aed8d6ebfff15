package io.loadgen.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistinctTextsTests {
    @Test
    void onlySoManyTextsAreKeptAndEachOnce() {
        DistinctTexts texts = new DistinctTexts();
        String first = texts.keep("room 0 is full");
        for (int room = 1; room < DistinctTexts.MOST; room++) {
            assertThat(texts.keep("room " + room + " is full")).isEqualTo("room " + room + " is full");
        }

        assertThat(texts.keep("room 64 is full")).isEqualTo(DistinctTexts.OTHER);
        assertThat(texts.keep("room " + 0 + " is full")).isSameAs(first);
    }
}
