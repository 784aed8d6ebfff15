package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.application.ProblemException;
import io.loadgen.engine.RunSecond;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveSeconds;
import io.loadgen.result.Rehearsed;
import io.loadgen.spec.RunSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clients that read, clients that do not, and clients that went away. */
class EventClientsTests extends ApiTest {
    @Autowired
    EventClients clients;

    @Autowired
    LiveFeed feed;

    private final Channel reader = new Channel();

    @AfterEach
    void leave() throws IOException, InterruptedException {
        reader.gone = true;
        awaitClients(0);
    }

    @Test
    void clientIsToldOfStatesSecondsAndTheEnd() throws Exception {
        String id = start();
        admit(id, reader);
        assertThat(reader.await("WARMUP")).startsWith("event: state\ndata: {\"run\":\"" + id + "\"");

        feed.on(new RunEvent.Rehearsed(id, Rehearsed.steady(id, 0.7)));
        assertThat(reader.await("event: rehearsal"))
                .contains("\"run\":\"" + id + "\"", "\"steady\":true", "\"cpuMicrosPerRequest\":148.2");

        feed.on(new RunEvent.SecondEnded(second(id, 7)));
        assertThat(reader.await("\"second\":7"))
                .startsWith("id: 7\nevent: snapshot\ndata: {")
                .endsWith("}\n\n")
                .contains(
                        "\"state\":\"WARMUP\"",
                        "\"sent\":800",
                        "\"completed\":736",
                        "\"failed\":56",
                        "\"outstanding\":12",
                        "\"timeLeft\":\"2s\"",
                        "\"timeLeftBasis\":\"schedule\"",
                        "\"targetRate\":5.0",
                        "\"lagP99Millis\":2.0",
                        "\"backlogPending\":7",
                        "\"e2\":{\"count\":92,\"lost\":0,\"p50\":{\"lowerMillis\":9.48,\"upperMillis\":9.48}");

        runs.stop(id);
        assertThat(reader.await("event: end")).contains("/api/v1/runs/" + id + "/report");
        reader.awaitCompleted();
        awaitClients(0);
    }

    @Test
    void silentRunGivesSignsOfLife() throws Exception {
        admit(start(), reader);

        reader.await(": still here");
    }

    @Test
    void clientThatDoesNotReadHoldsUpNobodyAndMissesTheOldest() throws Exception {
        String id = start();
        Channel slow = new Channel();
        slow.ready = false;
        admit(id, slow);
        admit(id, reader);
        for (int second = 0; second < 3000; second++) {
            feed.on(new RunEvent.SecondEnded(second(id, second)));
        }
        reader.await("\"second\":2999");
        assertThat(slow.written).isEmpty();

        slow.ready = true;
        slow.signal();
        assertThat(slow.await("event: snapshot")).startsWith("id: 1976\n");
        slow.await("\"second\":2999");
        slow.gone = true;
    }

    @Test
    void placesAreBoundAndComeFree() throws Exception {
        String id = start();
        Channel first = new Channel();
        admit(id, first);
        admit(id, reader);
        assertThat(clients.count()).isEqualTo(ApiApplication.LIVE_CLIENTS);

        assertThatThrownBy(() -> admit(id, new Channel())).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().type().status()).isEqualTo(503);
            assertThat(refused.problem().type().uri()).isEqualTo("urn:loadgen:problem:too-many-clients");
            assertThat(refused.problem().detail()).contains("2 clients", "loadgen.live.clients");
        });

        first.gone = true;
        first.signal();
        awaitClients(1);
        admit(id, new Channel());
        // Whoever is left goes with the run.
        runs.stop(id);
        awaitClients(0);
    }

    @Test
    void clientWhoseConnectionBreaksIsForgotten() throws Exception {
        String id = start();
        reader.broken = true;
        admit(id, reader);

        awaitClients(0);
    }

    @Test
    void shutdownEndsEveryAnswerAlsoOfWhoDoesNotRead() throws Exception {
        Channel slow = new Channel();
        slow.ready = false;
        String id = start();
        admit(id, slow);
        admit(id, reader);
        try {
            clients.stop();

            slow.awaitCompleted();
            reader.awaitCompleted();
            assertThat(clients.count()).isZero();
            assertThatThrownBy(() -> admit(id, new Channel())).hasMessageContaining("shutting down");
        } finally {
            clients.start();
        }
    }

    private void admit(String id, Channel channel) throws IOException {
        clients.admit(id, OptionalLong.empty(), signal -> channel.opened(signal));
    }

    private RunSecond second(String id, long second) {
        RunSpec spec = runs.find(id).orElseThrow().spec();
        return LiveSeconds.second(id, spec, second);
    }

    private void awaitClients(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (clients.count() != count) {
            assertThat(System.nanoTime()).as("%d clients", count).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A way to a client that does what a test says. */
    private static final class Channel implements EventChannel {
        final BlockingQueue<String> written = new LinkedBlockingQueue<>();
        private final BlockingQueue<Boolean> completed = new LinkedBlockingQueue<>();
        volatile boolean ready = true;
        volatile boolean gone;
        volatile boolean broken;
        private volatile Runnable signal = () -> {};

        Channel opened(Runnable whenReady) {
            signal = whenReady;
            return this;
        }

        void signal() {
            signal.run();
        }

        @Override
        public boolean isReady() throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            return ready;
        }

        @Override
        public void write(byte[] text) {
            assertThat(ready).as("written to when ready only").isTrue();
            written.add(new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void complete() {
            completed.add(true);
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        /** Takes what was written out, up to the first that has a text in it. */
        String await(String wanted) throws InterruptedException {
            while (true) {
                String next = written.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("an event with %s", wanted).isNotNull();
                if (next != null && next.contains(wanted)) {
                    return next;
                }
            }
        }

        void awaitCompleted() throws InterruptedException {
            assertThat(completed.poll(20, TimeUnit.SECONDS))
                    .as("the answer ends")
                    .isTrue();
        }
    }
}
