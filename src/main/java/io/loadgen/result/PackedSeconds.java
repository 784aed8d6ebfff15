package io.loadgen.result;

import io.loadgen.latency.Bounds;
import io.loadgen.spec.Signal;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Seconds of a run, packed: some 150 bytes each, where a sample by itself takes 2 KB. A sample is made whenever it is asked for, so that
 * a day of a run costs whoever goes through it no more than an hour does.
 *
 * <p>Immutable; any thread.
 */
@SuppressWarnings("EnumOrdinal") // what is packed never leaves the memory of the process
public final class PackedSeconds extends AbstractList<SecondSample> implements RandomAccess {
    private final byte[] bytes;
    private final int[] ends;

    private PackedSeconds(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /** Those of a list, which may be packed already. */
    public static PackedSeconds of(List<SecondSample> seconds) {
        return seconds instanceof PackedSeconds packed ? packed : of(seconds.iterator());
    }

    /** All that are left. */
    public static PackedSeconds of(Iterator<SecondSample> seconds) {
        Packing packing = new Packing();
        seconds.forEachRemaining(packing::add);
        return packing.packed();
    }

    @Override
    public SecondSample get(int index) {
        return read(new PackedNumbers.Reader(bytes, index == 0 ? 0 : ends[index - 1]));
    }

    @Override
    public int size() {
        return ends.length;
    }

    private static SecondSample read(PackedNumbers.Reader from) {
        return new SecondSample(
                from.number(),
                Phase.values()[(int) from.number()],
                from.number(),
                counts(from, Disposition.class),
                from.number(),
                counts(from, ReplyOutcome.class),
                counts(from, EventOutcome.class),
                times(from),
                from.decimalOrNull(),
                from.decimal(),
                from.number(),
                from.numberOrNull(),
                from.numberOrNull(),
                from.decimalOrNull());
    }

    private static <E extends Enum<E>> Map<E, Long> counts(PackedNumbers.Reader from, Class<E> kinds) {
        Map<E, Long> counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, from.number());
        }
        return counts;
    }

    private static Map<Signal, SecondSample.Times> times(PackedNumbers.Reader from) {
        Map<Signal, SecondSample.Times> times = new EnumMap<>(Signal.class);
        for (long left = from.number(); left > 0; left--) {
            Signal signal = Signal.values()[(int) from.number()];
            times.put(
                    signal,
                    new SecondSample.Times(
                            from.number(), from.number(), bounds(from), bounds(from), bounds(from), from.decimal()));
        }
        return times;
    }

    private static @Nullable Bounds bounds(PackedNumbers.Reader from) {
        Double lower = from.decimalOrNull();
        return lower == null ? null : new Bounds(lower, from.decimalOrNull());
    }

    /** Packs seconds as they come. One thread at a time. */
    public static final class Packing {
        private final PackedNumbers numbers = new PackedNumbers();
        private int[] ends = new int[64];
        private int size;

        /** Adds one behind all so far. */
        public void add(SecondSample second) {
            numbers.number(second.second());
            numbers.number(second.phase().ordinal());
            numbers.number(second.planned());
            second.dispositions().values().forEach(numbers::number);
            numbers.number(second.sentMeasured());
            second.replies().values().forEach(numbers::number);
            second.events().values().forEach(numbers::number);
            numbers.number(second.responseTimes().size());
            second.responseTimes().forEach((signal, times) -> {
                numbers.number(signal.ordinal());
                add(times);
            });
            numbers.decimalOrNull(second.lagP99Millis());
            numbers.decimal(second.lagMaxMillis());
            numbers.number(second.outstanding());
            numbers.numberOrNull(second.backlogPending());
            numbers.numberOrNull(second.backlogAckPending());
            numbers.decimalOrNull(second.disconnectedMillis());
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
            }
            ends[size++] = numbers.length();
        }

        private void add(SecondSample.Times times) {
            numbers.number(times.count());
            numbers.number(times.lost());
            add(times.p50());
            add(times.p90());
            add(times.p99());
            numbers.decimal(times.maxMillis());
        }

        private void add(@Nullable Bounds bounds) {
            numbers.decimalOrNull(bounds == null ? null : (Double) bounds.lowerMillis());
            if (bounds != null) {
                numbers.decimalOrNull(bounds.upperMillis());
            }
        }

        /** How many there are. */
        public int size() {
            return size;
        }

        /** All so far. */
        public PackedSeconds packed() {
            return new PackedSeconds(numbers.copy(), Arrays.copyOf(ends, size));
        }
    }

    /** Reads them from a report one by one. */
    static final class Json extends ValueDeserializer<List<SecondSample>> {
        @Override
        public List<SecondSample> deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                context.reportInputMismatch(this, "seconds must be an array");
            }
            Packing packing = new Packing();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                packing.add(context.readValue(json, SecondSample.class));
            }
            return packing.packed();
        }
    }
}
