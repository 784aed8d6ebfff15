package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTests {
    @ParameterizedTest
    @CsvSource({
        "60s, 60000, 60s",
        "1m30s, 90000, 90s",
        "500ms, 500, 500ms",
        "1s500ms, 1500, 1500ms",
        "2h, 7200000, 7200s",
        "1h2m3s4ms, 3723004, 3723004ms",
        "0s, 0, 0s",
        "-5s, -5000, -5s",
        "PT1M30S, 90000, 90s",
        "PT0.25S, 250, 250ms"
    })
    void isReadInEachForm(String text, long millis, String written) {
        Duration duration = DurationText.parse("duration", text);

        assertThat(duration).isEqualTo(Duration.ofMillis(millis));
        assertThat(DurationText.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "-", "1.5s", "30s1m", "1d", "60 s", "PT", "PT0.0001S", "9999999999s", "ten"})
    void isRefusedNamingTheForms(String text) {
        assertThatExceptionOfType(InvalidSpecException.class)
                .isThrownBy(() -> DurationText.parse("warmup", text))
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo("warmup");
                    assertThat(e.value()).isEqualTo(text);
                    assertThat(e.accepted()).contains("60s, 1m30s");
                });
    }
}
