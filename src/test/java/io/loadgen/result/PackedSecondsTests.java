package io.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.latency.Bounds;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Packed is as good as kept. */
class PackedSecondsTests {
    private static final double[] DECIMALS = {0, 0.001, 1.5, 599_999.999, 0.1 + 0.2, 1e-9, Double.MAX_VALUE};
    private static final long[] COUNTS = {0, 1, 63, 64, 8_191, 8_192, 1_000_000, Long.MAX_VALUE};

    @Test
    void whatIsPackedIsUnpackedAsItWas() {
        SplittableRandom random = new SplittableRandom(3);
        List<SecondSample> seconds = new ArrayList<>();
        for (int second = 0; second < 1_000; second++) {
            seconds.add(any(random, second));
        }

        assertThat(PackedSeconds.of(seconds)).containsExactlyElementsOf(seconds);
        assertThat(PackedSeconds.of(List.of())).isEmpty();
    }

    @Test
    void whatIsPackedIsNotPackedAgain() {
        PackedSeconds packed = PackedSeconds.of(List.of(any(new SplittableRandom(1), 0)));

        assertThat(PackedSeconds.of((List<SecondSample>) packed)).isSameAs(packed);
    }

    private static SecondSample any(SplittableRandom random, long second) {
        return new SecondSample(
                second,
                random.nextBoolean() ? Phase.WARMUP : Phase.MEASURED,
                count(random),
                counts(random, Disposition.class),
                count(random),
                counts(random, ReplyOutcome.class),
                counts(random, EventOutcome.class),
                times(random),
                decimalOrNull(random),
                decimal(random),
                count(random),
                random.nextBoolean() ? null : (Long) count(random),
                random.nextBoolean() ? null : (Long) count(random),
                decimalOrNull(random));
    }

    private static Map<Signal, SecondSample.Times> times(SplittableRandom random) {
        Map<Signal, SecondSample.Times> times = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            if (random.nextBoolean()) {
                times.put(
                        signal,
                        new SecondSample.Times(
                                count(random),
                                count(random),
                                bounds(random),
                                bounds(random),
                                bounds(random),
                                decimal(random)));
            }
        }
        return times;
    }

    private static @Nullable Bounds bounds(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : new Bounds(decimal(random), decimalOrNull(random));
    }

    private static <E extends Enum<E>> Map<E, Long> counts(SplittableRandom random, Class<E> kinds) {
        Map<E, Long> counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, count(random));
        }
        return counts;
    }

    private static long count(SplittableRandom random) {
        return COUNTS[random.nextInt(COUNTS.length)];
    }

    private static @Nullable Double decimalOrNull(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : (Double) decimal(random);
    }

    private static double decimal(SplittableRandom random) {
        return random.nextBoolean() ? DECIMALS[random.nextInt(DECIMALS.length)] : random.nextInt(900_000) / 1e3;
    }
}
