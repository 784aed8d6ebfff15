package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTicksTests {
    private static final long START = -3;

    private final List<String> told = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener() {
        @Override
        public void probeAnswered(long sentNanos, long nanos) {
            told.add("answered " + (sentNanos - START) + " " + nanos);
        }

        @Override
        public void probeDelayed(long sentNanos, long nanos) {
            told.add("delayed " + (sentNanos - START) + " " + nanos);
        }
    };
    private final HearingProof proof = new HearingProof(listener, START);
    private final ProbeTicks ticks = new ProbeTicks(listener, proof);

    @Test
    void ofEachProbeItIsToldHowLongItTookAndHowMuchOfThatItWaited() {
        assertThat(ticks.handled(begin(100), START + 150, 20)).isTrue();
        assertThat(ticks.handled(begin(200), START + 270, 25)).isTrue();

        assertThat(told).containsExactly("answered 100 50", "delayed 100 20", "answered 200 70", "delayed 200 25");
    }

    @Test
    void noProbeWaitedLongerThanItTook() {
        ticks.handled(begin(100), START + 150, 1_000);

        assertThat(told).containsExactly("answered 100 50", "delayed 100 50");
    }

    @Test
    void whatIsNoProbeOfOursIsToldFromOne() {
        long tick = begin(100);

        assertThat(handled(tick + 1, 150)).isFalse();
        assertThat(handled(-1, 150)).isFalse();
        assertThat(handled(Long.MIN_VALUE, 150)).isFalse();
        assertThat(handled(tick, 150)).isTrue();
        assertThat(handled(tick, 160)).isFalse();
        assertThat(told).containsExactly("answered 100 50", "delayed 100 0");
    }

    @Test
    void aProbeThatComesAfterItsPlaceWasGivenAwayCountsAsUnanswered() {
        long first = begin(0);
        for (int later = 1; later <= ProbeTicks.KEPT; later++) {
            begin(later);
        }

        assertThat(handled(first, 5_000)).isFalse();
        assertThat(handled(first + 1, 5_000)).isTrue();
        assertThat(told).containsExactly("answered 1 4999", "delayed 1 0");
    }

    @Test
    void aProbeThatWasHandledIsAProof() {
        handled(begin(100), 150);
        handled(begin(200), 250);

        assertThat(proof.upTo(START + 300)).isEqualTo(START + 100);
    }

    private long begin(long since) {
        return ticks.begin(START + since);
    }

    private boolean handled(long tick, long since) {
        return ticks.handled(tick, START + since, 0);
    }
}
