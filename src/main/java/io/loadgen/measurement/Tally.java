package io.loadgen.measurement;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts by the constants of an enum. Any thread. */
public final class Tally<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Tally(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, new LongAdder());
        }
    }

    public void add(E constant, long amount) {
        LongAdder count = counts.get(constant);
        if (count == null) {
            throw new IllegalStateException("no count for " + constant);
        }
        count.add(amount);
    }

    public Map<E, Long> sums() {
        Map<E, Long> sums = new EnumMap<>(counts.keySet().iterator().next().getDeclaringClass());
        counts.forEach((constant, count) -> sums.put(constant, count.sum()));
        return sums;
    }
}
