package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.time.NanoClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerProbesTests {
    private static final NanoClock CLOCK = NanoClock.system();

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final RecordingListener listener = new RecordingListener() {
        @Override
        public void probeSent(long sentNanos) {
            told.add("sent");
        }

        @Override
        public void probeDelayed(long sentNanos, long nanos) {
            told.add("delayed " + Math.min(nanos, 1));
        }
    };
    private final HearingProof proof = new HearingProof(listener, CLOCK.nanoTime());

    @Test
    void probesGoOnUntilTheyAreClosedAndWhatTheyWaitedIsTold() throws Exception {
        ListenerProbes[] probes = new ListenerProbes[1];
        probes[0] = new ListenerProbes(body -> probes[0].handle(body, 1), CLOCK, listener, proof);
        assertThat(probes[0].start(Duration.ofSeconds(20))).isTrue();
        assertThat(told.take()).isEqualTo("delayed 1");
        assertThat(told.take()).isEqualTo("sent");
        assertThat(told.take()).isEqualTo("delayed 1");
        probes[0].close();
        int before = told.size();
        probes[0].close();

        assertThat(told).hasSize(before);
    }

    @Test
    void oneThatCannotBeSentIsNotToldAndTheNextIsTried() throws Exception {
        BlockingQueue<byte[]> tried = new LinkedBlockingQueue<>();
        try (ListenerProbes probes = new ListenerProbes(
                body -> {
                    tried.add(body);
                    throw new IOException("not connected");
                },
                CLOCK,
                listener,
                proof)) {
            assertThat(probes.start(Duration.ofMillis(1))).isFalse();
            tried.take();
            tried.take();
        }
        assertThat(told).isEmpty();
    }
}
