package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.ReplyOutcome;
import org.junit.jupiter.api.Test;

/** What an observer is told, and in which order. */
class SlotObserverTests {
    private final TrackerRig rig = TrackerRig.observed();

    @Test
    void anAddIsDecidedByItsEventAndClosedByItsResult() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);

        assertThat(rig.told).containsExactly("0 E1", "0 E2", "0 decided ACCEPTED/EVENT", "0 E3", "0 closed");
    }

    @Test
    void anEventThatOvertookItsReplyDecidesNothingYet() {
        long slot = rig.send();
        rig.event(slot);
        rig.ok(slot);
        assertThat(rig.told).containsExactly("0 E2", "0 E3");

        rig.accepted(slot);
        assertThat(rig.told).endsWith("0 E1", "0 decided ACCEPTED/EVENT", "0 closed");
    }

    @Test
    void aRefusalIsExplainedBeforeItDecides() {
        long slot = rig.send();
        rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "room is full", rig.now);

        assertThat(rig.told)
                .containsExactly(
                        "0 failed: room is full",
                        "0 lost E1",
                        "0 lost handoff",
                        "0 lost E2",
                        "0 lost E3",
                        "0 decided REJECTED/null",
                        "0 closed");
    }

    @Test
    void aTimeoutDecidesAndCountsWhatWasLost() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.after(TrackerRig.EVENT_TIMEOUT + 1).sweep();

        assertThat(rig.told)
                .containsExactly("0 E1", "0 lost E2", "0 lost E3", "0 decided ACCEPTED/EVENT_TIMEOUT", "0 closed");
    }

    @Test
    void onlyTheFirstErrorOfAWorkerIsTold() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.passingError(slot);
        rig.passingError(slot);
        rig.event(slot);
        rig.finalError(slot);

        assertThat(rig.told)
                .containsExactly(
                        "0 E1", "0 failed: try again", "0 E2", "0 decided ACCEPTED/EVENT", "0 lost E3", "0 closed");
    }

    @Test
    void aDuplicateIsNotTold() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.event(slot);
        rig.event(slot);

        assertThat(rig.told).containsExactly("0 E1", "0 E2", "0 decided ACCEPTED/EVENT");
    }
}
