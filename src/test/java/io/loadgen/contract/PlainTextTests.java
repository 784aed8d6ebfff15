package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainTextTests {
    @Test
    void everyByteAtEveryPlaceIsJudgedAsByLookingAtItAlone() {
        byte[] text = new byte[40];
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            for (int place = 0; place < text.length; place++) {
                Arrays.fill(text, (byte) 'a');
                text[place] = (byte) value;

                assertThat(PlainText.end(text, 0))
                        .as("byte %d at %d", value, place)
                        .isEqualTo(endBySteps(text, 0));
            }
        }
    }

    @Test
    void neighboursOfAnyKindChangeNothing() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 100_000; round++) {
            byte[] text = new byte[random.nextInt(30)];
            random.nextBytes(text);
            int from = random.nextInt(text.length + 1);

            assertThat(PlainText.end(text, from))
                    .as("%s from %d", Arrays.toString(text), from)
                    .isEqualTo(endBySteps(text, from));
        }
    }

    private static int endBySteps(byte[] text, int from) {
        for (int at = from; at < text.length; at++) {
            int next = text[at] & 0xFF;
            if (next == '"' || next == '\\' || next < ' ') {
                return at;
            }
        }
        return text.length;
    }
}
