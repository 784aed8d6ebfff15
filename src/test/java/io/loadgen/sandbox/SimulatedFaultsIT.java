package io.loadgen.sandbox;

import static io.loadgen.sandbox.SimulatedWorld.LIMIT;
import static io.loadgen.sandbox.SimulatedWorld.ROOM;
import static io.loadgen.sandbox.SimulatedWorld.header;
import static io.loadgen.sandbox.SimulatedWorld.names;
import static io.loadgen.sandbox.SimulatedWorld.subjects;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.contract.RequestIds;
import io.nats.client.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made to go wrong goes wrong, and nothing else. */
@Timeout(300)
class SimulatedFaultsIT {
    private static final String EVENT = "chat.room." + ROOM + ".event.member";

    private static final Duration WORKER_STALL = Duration.ofSeconds(4);

    private final RequestIds ids = new RequestIds(7);

    @ParameterizedTest
    @EnumSource
    void eventsAndRequestsAndResultsGoWrongAsPlanned(ContractVersion version) throws Exception {
        Faults faults = new Faults()
                .onNth(Fault.DROP_EVENT, 1)
                .onNth(Fault.DUPLICATE_EVENT, 2)
                .onNth(Fault.WRONG_ACCOUNTS, 3)
                .onNth(Fault.EVENT_WITHOUT_REQUEST_ID, 4)
                .onNth(Fault.LOSE_WRITES, 5)
                .onNth(Fault.REJECT_REQUEST, 6);
        try (SimulatedWorld world =
                new SimulatedWorld(SimulatorSettings.of(version).withFaults(faults))) {
            world.seed(0);
            assertThat(events(world, 1)).isEmpty();
            assertThat(events(world, 2)).hasSize(2);
            assertThat(names(world.json(events(world, 3).getFirst()))).containsExactly("nobody");
            assertThat(header(events(world, 4).getFirst(), Headers.REQUEST_ID)).isNull();
            assertThat(events(world, 5)).hasSize(1);
            assertThat(world.subscriptionCount()).isEqualTo(5);
            assertThat(world.userCount()).isEqualTo(5);
            assertThat(world.add("user-7", ids.format(6), body(6)))
                    .isEqualTo(
                            version == ContractVersion.A
                                    ? "{\"error\":\"internal error\"}"
                                    : "{\"code\":\"unavailable\",\"error\":\"service busy\"}");
        }
    }

    private List<Message> events(SimulatedWorld world, int number) throws Exception {
        world.add("user-7", ids.format(number), body(number));
        return world.untilResult().stream()
                .filter(message -> message.getSubject().equals(EVENT))
                .toList();
    }

    private static String body(int number) {
        return "{\"users\":[\"user-" + (10 + number) + "\"]}";
    }

    @Test
    void aDelayedEventComesAfterTheResult() throws Exception {
        Faults faults = new Faults().onNth(Fault.DELAY_EVENT, 1).delayingEventsBy(Duration.ofSeconds(3));
        try (SimulatedWorld world =
                new SimulatedWorld(SimulatorSettings.of(ContractVersion.B).withFaults(faults))) {
            world.seed(0);
            var events = world.client.subscribe(EVENT);
            long sentNanos = System.nanoTime();
            assertThat(events(world, 1)).isEmpty();
            assertThat(events.nextMessage(LIMIT)).isNotNull();
            assertThat(System.nanoTime() - sentNanos).isGreaterThan(TimeUnit.SECONDS.toNanos(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStalledServiceHandlesNothingUntilTheTimeIsOver(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(SimulatorSettings.of(version))) {
            world.seed(0);
            long stalledNanos = System.nanoTime();
            world.platform.stallRoomService(Duration.ofMillis(300));
            world.add("user-7", ids.format(1), body(1));
            assertThat(millisSince(stalledNanos)).isGreaterThanOrEqualTo(300);
            assertThat(subjects(world.untilResult())).contains(EVENT);

            // Room-service does not stand still with room-worker.
            stalledNanos = System.nanoTime();
            world.platform.stallRoomWorker(WORKER_STALL);
            world.add("user-7", ids.format(2), body(2));
            assertThat(millisSince(stalledNanos)).isLessThan(WORKER_STALL.toMillis());
            world.untilResult();
            assertThat(millisSince(stalledNanos)).isGreaterThanOrEqualTo(WORKER_STALL.toMillis());
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Test
    void serviceTimesAreDrawnOnceAMessageAndTaken() throws Exception {
        List<SimulatedService> drawn = Collections.synchronizedList(new ArrayList<>());
        ServiceTime time = new ServiceTime.Constant(Duration.ofMillis(100));
        SimulatorSettings settings = SimulatorSettings.of(ContractVersion.B)
                .withServiceTimes(time, time, (service, nanos) -> drawn.add(service));
        try (SimulatedWorld world = new SimulatedWorld(settings)) {
            world.seed(0);
            long sentNanos = System.nanoTime();
            world.add("user-7", ids.format(1), body(1));
            assertThat(millisSince(sentNanos)).isGreaterThanOrEqualTo(100);
            world.untilResult();
            assertThat(drawn).containsExactly(SimulatedService.ROOM_SERVICE, SimulatedService.ROOM_WORKER);
        }
    }
}
