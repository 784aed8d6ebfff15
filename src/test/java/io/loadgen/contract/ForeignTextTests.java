package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ForeignTextTests {
    private static final String LONG = "é".repeat(100_000);

    @Test
    void whatIsShortStaysAsItIs() {
        String longest = "é".repeat(ForeignText.LONGEST);

        assertThat(ForeignText.capped(longest)).isEqualTo(longest);
        assertThat(ForeignText.capped(longest.getBytes(StandardCharsets.UTF_8))).isEqualTo(longest);
    }

    @Test
    void whatIsLongIsCutWherePlatformsSayIt() {
        String cut = "é".repeat(ForeignText.LONGEST - 3) + "...";
        byte[] refusal = ("{\"error\":\"" + LONG + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(ForeignText.capped(LONG)).isEqualTo(cut);
        assertThat(ReplyReader.read(LONG.getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo(cut);
        assertThat(ReplyReader.read(refusal).text()).isEqualTo(cut);
        assertThat(new WorkerError("other", LONG, false).text()).isEqualTo(cut);
    }
}
