package io.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was heard tells the mode, also beside rooms of which nothing is known, and a few events that came twice. */
class SubjectModeTests {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, GLOBAL",
        "20, 20, 0, GLOBAL",
        "20, 22, 0, GLOBAL",
        "20, 0, 20, LOCAL",
        "20, 1, 21, LOCAL",
        "20, 10, 10, LOCAL",
        "20, 20, 20, DUAL",
        "20, 20, 10, DUAL",
        "20, 19, 20, DUAL",
        "1, 1, 1, DUAL"
    })
    void copiesTellTheMode(long events, long global, long local, SubjectMode mode) {
        assertThat(SubjectMode.of(events, global, local)).isEqualTo(mode);
    }
}
