package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.InjectionException;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.InjectMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent can be told afterwards from the log alone. */
class AddSenderTests {
    private final EngineRig rig = new EngineRig();
    private final AddSender sender = rig.sender(InjectMode.FRONTDOOR);

    @Test
    void logTellsTheAccountsOfEverySlotThatWasSent() {
        for (int slot = 0; slot < 10; slot++) {
            send(slot);
        }
        List<String> logged = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int slot = 0; slot < 10; slot++) {
            LoggedAdd add = rig.logged(slot);
            logged.add(add.room() + ":" + add.from() + "+" + add.accounts());
            // Rooms in turn, each from the front of its pool.
            expected.add(slot % EngineRig.ROOMS + ":" + slot / EngineRig.ROOMS * EngineRig.USERS_PER_ADD + "+"
                    + EngineRig.USERS_PER_ADD);
        }

        assertThat(logged).isEqualTo(expected);
    }

    @Test
    void requestIdOfASlotFollowsFromTheLog() {
        send(0);
        String sent = rig.session.sends.getFirst().requestId();

        assertThat(rig.requestIds.format(rig.logged(0).key())).isEqualTo(sent);
    }

    @Test
    void slotThatTheClientRefusedIsLoggedAsSuchAndItsAccountsGoToTheNext() {
        rig.session.onSend(sent -> {
            throw new InjectionException("the connection is closed", null);
        });
        send(0);
        rig.session.onSend(sent -> {});
        send(1);

        assertThat(rig.logged(0)).returns(ReplyOutcome.PUBLISH_ERROR, LoggedAdd::reply);
        assertThat(rig.logged(1)).returns(rig.logged(0).room(), LoggedAdd::room).returns(0, LoggedAdd::from);
    }

    @Test
    void outcomesReachTheLogWhenTheSlotCloses() {
        long key = send(0);
        rig.instruments.tracker().accepted(key, rig.clock.nanoTime());
        rig.instruments.tracker().workerFailed(key, false, "no way", rig.clock.nanoTime());

        assertThat(rig.logged(0))
                .returns(ReplyOutcome.ACCEPTED, LoggedAdd::reply)
                .returns(EventOutcome.WORKER_ERROR, LoggedAdd::event)
                .returns(ResultOutcome.ERROR, LoggedAdd::result);
    }

    private long send(long slot) {
        int place = rig.instruments.tracker().claim();
        assertThat(rig.pools.peek()).isTrue();
        sender.send(place, slot, sender.kindOf(slot, rig.pools), Phase.MEASURED, rig.clock.nanoTime(), rig.pools);
        return SlotTracker.key(place, slot);
    }
}
