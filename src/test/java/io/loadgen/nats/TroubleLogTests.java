package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.ConnectionTroubles.Trouble;
import org.junit.jupiter.api.Test;

class TroubleLogTests {
    private final TroubleLog log = new TroubleLog();

    @Test
    void countsByKindAndByWhatItIsAboutAndKeepsTheFirstWords() {
        log.add(Kind.PUBLISH_DENIED, "requests", "first");
        log.add(Kind.PUBLISH_DENIED, "requests", "second");
        log.add(Kind.PUBLISH_DENIED, "probes", "x".repeat(1_000));
        log.add(Kind.LAME_DUCK, "connection", "bye");

        ConnectionTroubles troubles = log.snapshot();
        assertThat(troubles.seen())
                .containsExactlyInAnyOrder(
                        new Trouble(Kind.PUBLISH_DENIED, "requests", 2, "first"),
                        new Trouble(Kind.PUBLISH_DENIED, "probes", 1, "x".repeat(497) + "..."),
                        new Trouble(Kind.LAME_DUCK, "connection", 1, "bye"));
        assertThat(troubles.count(Kind.PUBLISH_DENIED)).isEqualTo(3);
        assertThat(troubles.count(Kind.SLOW_CONSUMER)).isZero();
    }
}
