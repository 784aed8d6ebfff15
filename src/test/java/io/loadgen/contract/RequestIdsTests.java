package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTests {
    private final RequestIds ids = new RequestIds(0x0123_4567_89ab_cdefL);

    @Test
    void writesAVersion8UuidInLowerCase() {
        assertThat(ids.format(0x2a)).isEqualTo("01234567-89ab-8def-8000-00000000002a");
        UUID uuid = UUID.fromString(ids.format(RequestIds.MAX_KEY));
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void everyKeyComesBackInEitherCase() {
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            long key = random.nextLong() & RequestIds.MAX_KEY;
            String id = ids.format(key);
            assertThat(ids.parse(id)).isEqualTo(key);
            assertThat(ids.parse(id.toUpperCase(Locale.ROOT))).isEqualTo(key);
        }
        assertThat(ids.parse(ids.format(0))).isZero();
        assertThat(ids.parse(ids.format(RequestIds.MAX_KEY))).isEqualTo(RequestIds.MAX_KEY);
    }

    @Test
    void foreignAndMalformedIdsAreTold() {
        String id = ids.format(7);
        assertThat(ids.parse(null)).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse("")).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(new RequestIds(1).format(7))).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(id + "0")).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(id.replace('-', '0'))).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(id.substring(0, 35) + "g")).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(id.substring(0, 35) + "\u4e00")).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse(id.substring(0, 35) + "-")).isEqualTo(RequestIds.FOREIGN);
        assertThat(ids.parse("01234567-89ab-8def-c000-00000000002a")).isEqualTo(RequestIds.FOREIGN);
    }

    @Test
    void noDigitThatIsNoneIsTakenForTheGreatest() {
        RequestIds allOnes = new RequestIds(-1);
        String id = allOnes.format(7);
        for (int at = 0; at < id.length(); at++) {
            char[] broken = id.toCharArray();
            broken[at] = broken[at] == '-' ? '0' : 'x';
            assertThat(allOnes.parse(new String(broken))).isEqualTo(RequestIds.FOREIGN);
        }
    }

    @Test
    void keysOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ids.format(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> ids.format(RequestIds.MAX_KEY + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
