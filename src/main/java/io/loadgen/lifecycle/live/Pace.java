package io.loadgen.lifecycle.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How fast slots were processed in the last seconds. One thread at a time. */
final class Pace {
    private static final int SECONDS = 10;

    private final long[] processed = new long[SECONDS];
    private int seen;

    void add(long inSecond) {
        processed[seen % SECONDS] = inSecond;
        seen++;
    }

    /** The time that so many more slots will take, null while none was processed. */
    @Nullable
    TimeLeft timeFor(long slots) {
        int seconds = Math.min(seen, SECONDS);
        long sum = 0;
        for (int i = 0; i < seconds; i++) {
            sum += processed[i];
        }
        if (sum == 0) {
            return null;
        }
        double left = (double) slots * seconds / sum;
        return new TimeLeft(Duration.ofSeconds((long) Math.ceil(left)), TimeLeft.Basis.PACE);
    }
}
