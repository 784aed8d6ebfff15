package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.engine.RunRecorders;
import io.loadgen.engine.SignalCorrelator;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.SessionOptions;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What watching the canonical subject costs: the highest rate of complete requests (reply, event, result, all recorded) with the
 * handoff observed against that without, in turn, in one run. The responder answers from this process and stores nothing. Not run
 * by the build: it measures, and asserts only that nothing was lost.
 */
@Timeout(300)
@SuppressWarnings("try") // an interrupt while closing ends the measurement like any other
class HandoffCostMeasurement {
    private static final int PAIRS = 5;
    private static final int REQUESTS = 100_000;
    private static final int WINDOW = 1_000;
    private static final byte[] REQUEST = new byte[400];
    private static final byte[] ACCEPTED = bytes("{\"status\":\"accepted\"}");
    private static final byte[] EVENT = bytes("{\"type\":\"member_added\",\"roomId\":\"room\",\"accounts\":[\"a1\"]}");
    private static final byte[] RESULT = bytes("{\"operation\":\"room.member.add\",\"status\":\"ok\"}");
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");

    @Test
    void rateWithTheHandoffObservedAgainstThatWithout() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection responder = Nats.connect(server.url());
                NatsLink link = new NatsLink(new NatsSettings(List.of(server.url()), Duration.ofSeconds(5)))) {
            answer(responder);
            while (!link.isConnected()) {
                Thread.onSpinWait();
            }
            requestsPerSecond(link, true);
            requestsPerSecond(link, false);
            for (int pair = 1; pair <= PAIRS; pair++) {
                double with = requestsPerSecond(link, true);
                double without = requestsPerSecond(link, false);
                System.out.printf(
                        "pair %d: %.0f/s with, %.0f/s without, ratio %.2f%n", pair, with, without, with / without);
            }
        }
    }

    private static void answer(Connection responder) throws Exception {
        responder.createDispatcher(request -> answer(responder, request)).subscribe(CONTRACT.memberAddWildcard());
        responder.flush(Duration.ofSeconds(5));
    }

    private static void answer(Connection responder, Message request) {
        responder.publish(CONTRACT.canonicalMemberAdd(), request.getHeaders(), request.getData());
        responder.publish(request.getReplyTo(), ACCEPTED);
        responder.publish(CONTRACT.memberEvent("room"), request.getHeaders(), EVENT);
        responder.publish(CONTRACT.jobResult("owner", "any"), request.getHeaders(), RESULT);
    }

    private static double requestsPerSecond(NatsLink link, boolean observed) throws Exception {
        NanoClock clock = NanoClock.system();
        RunRecorders instruments = instruments(observed);
        RequestIds ids = new RequestIds(clock.nanoTime());
        SignalCorrelator correlator = new SignalCorrelator(ids, List.of("room"), instruments);
        SlotTracker tracker = instruments.tracker();
        long hash = AccountSetHash.of("a1");
        long start = clock.nanoTime();
        try (ChatSession session = new NatsChatPlatform(link, ContractProvider.always(CONTRACT), clock)
                .open(
                        new SessionOptions(InjectMode.FRONTDOOR, observed),
                        List.of(new AddTarget("room", "u1", "owner")),
                        correlator)) {
            for (int slot = 0; slot < REQUESTS; slot++) {
                int place = tracker.claim();
                while (place == SlotTracker.SATURATED) {
                    Thread.onSpinWait();
                    place = tracker.claim();
                }
                long key = SlotTracker.key(place, slot);
                long now = clock.nanoTime();
                tracker.open(key, Phase.MEASURED, AddKind.USERS, 0, now, now, 1, hash);
                session.send(0, key, ids.format(key), REQUEST);
            }
            assertThat(tracker.drain().await(30, TimeUnit.SECONDS)).isTrue();
        }
        double seconds = (clock.nanoTime() - start) / 1e9;
        assertThat(instruments.books().snapshot(Phase.MEASURED).count(EventOutcome.EVENT))
                .isEqualTo(REQUESTS);
        return REQUESTS / seconds;
    }

    private static RunRecorders instruments(boolean observed) {
        EnumSet<Signal> signals = EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT);
        if (observed) {
            signals.add(Signal.HANDOFF);
        }
        LatencyRecorder latencies = new LatencyRecorder(signals);
        FirstOrgAdds firstOrgAdds = new FirstOrgAdds(signals, 1, room -> false);
        Ledger books = new Ledger();
        IrregularityLog irregularities = new IrregularityLog();
        long minute = Duration.ofMinutes(1).toNanos();
        SlotTracker tracker = new SlotTracker(
                WINDOW,
                Signal.REPLY,
                new SlotTimeouts(minute, minute),
                latencies,
                firstOrgAdds,
                books,
                irregularities,
                SlotObserver.NONE);
        return new RunRecorders(
                tracker,
                latencies,
                firstOrgAdds,
                books,
                irregularities,
                new AddLog(0, 0, Optional.empty()),
                new ListenerLog(),
                0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
