package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to another site is read in both forms, and nothing else is taken for it. */
class CrossSiteReaderTests {
    private static final String EVENT = Base64.getEncoder()
            .encodeToString("{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":[\"a\",\"b\"]}"
                    .getBytes(StandardCharsets.UTF_8));
    private static final String ENVELOPE =
            "{\"type\":\"member_added\",\"siteId\":\"s\",\"destSiteId\":\"t\",\"payload\":\"" + EVENT
                    + "\",\"timestamp\":1}";

    private final CrossSiteReader reader = new CrossSiteReader();

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"roomId\":\"r\",\"envelope\":%s,\"dedupId\":\"x\",\"timestamp\":1}"})
    void bothFormsCarryTheMembers(String form) {
        assertThat(read(form.formatted(ENVELOPE))).isTrue();
        assertThat(reader.event().memberCount()).isEqualTo(2);
        assertThat(reader.event().membersHash()).isEqualTo(AccountSetHash.of("a") + AccountSetHash.of("b"));
    }

    @Test
    void whatCarriesNoEventIsNotRead() {
        assertThat(read(ENVELOPE)).isTrue();
        assertThat(read("{}")).isFalse();
        assertThat(read("{\"payload\":null}")).isFalse();
        assertThat(read("{\"payload\":\"no base64!\"}")).isFalse();
        assertThat(read("{\"payload\":\"bm8ganNvbg==\"}")).isFalse();
        assertThat(read("{\"envelope\":7}")).isFalse();
        assertThat(read(ENVELOPE.substring(1))).isFalse();
    }

    private boolean read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
