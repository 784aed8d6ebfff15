package io.loadgen.lifecycle.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.engine.RunProgress;
import io.loadgen.result.RunState;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LiveMailboxTests {
    private final Semaphore news = new Semaphore(0);
    private final LiveMailbox mailbox = new LiveMailbox(2, news);

    @Test
    void givesEventsInTheirOrderAndSaysThatThereAreSome() {
        mailbox.on(entered(RunState.MEASURING));
        mailbox.on(snapshot(1));

        assertThat(news.availablePermits()).isEqualTo(2);
        assertThat(mailbox.poll()).isEqualTo(entered(RunState.MEASURING));
        assertThat(mailbox.poll()).isEqualTo(snapshot(1));
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void oldestSnapshotGivesWayToTheNewestAndStatesNever() {
        mailbox.on(entered(RunState.MEASURING));
        mailbox.on(snapshot(1));
        mailbox.on(entered(RunState.DRAINING));
        mailbox.on(snapshot(2));
        mailbox.on(snapshot(3));
        mailbox.on(snapshot(4));

        assertThat(mailbox.dropped()).isEqualTo(2);
        assertThat(mailbox.poll()).isEqualTo(entered(RunState.MEASURING));
        assertThat(mailbox.poll()).isEqualTo(entered(RunState.DRAINING));
        assertThat(mailbox.poll()).isEqualTo(snapshot(3));
        assertThat(mailbox.poll()).isEqualTo(snapshot(4));
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void whatWasTakenOutMakesRoom() {
        for (int round = 0; round < 10; round++) {
            mailbox.on(snapshot(round));
            assertThat(mailbox.poll()).isEqualTo(snapshot(round));
        }
        assertThat(mailbox.dropped()).isZero();
    }

    @Test
    void mailboxForNothingIsRefused() {
        assertThatThrownBy(() -> new LiveMailbox(0, news)).hasMessage("snapshots must be 1 or more, was 0");
    }

    private static LiveEvent snapshot(long sent) {
        return new LiveEvent.Snapshot(new RunSnapshot(
                LiveSeconds.RUN,
                RunState.MEASURING,
                null,
                new RunProgress(10, sent, sent, 0, 0, 0),
                null,
                null,
                null,
                null));
    }

    private static LiveEvent entered(RunState state) {
        return new LiveEvent.Entered(LiveSeconds.RUN, state, LiveSeconds.START);
    }
}
