package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.contract.RequestIds;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.nats.client.Dispatcher;
import io.nats.client.impl.NatsMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much the simulated platform holds: printed, not asserted; that nothing is lost on the way is. */
@Timeout(180)
@Undisturbed
class SimulatedThroughputIT {
    private static final Logger log = LoggerFactory.getLogger(SimulatedThroughputIT.class);
    private static final int ROOMS = 100;
    private static final int BASELINE = 100;
    private static final int USERS = 5000;
    private static final int USERS_PER_ADD = 10;
    private static final int ADDS = 900;
    private static final int RATE_PER_SECOND = 300;

    private final RequestIds ids = new RequestIds(3);

    @OneIn(3)
    @ParameterizedTest
    @EnumSource
    void everyAddAtTheRateOfTheBarEndsInItsEvent(ContractVersion version) throws Exception {
        // Without the cap of contract C, which refuses what a busy machine leaves in hand.
        SimulatorSettings settings = SimulatorSettings.of(version)
                .withContractC(ContractCSettings.usual().withMaxConcurrency(0));
        try (SimulatedWorld world = new SimulatedWorld(settings)) {
            seed(world);
            AtomicLongArray eventNanos = new AtomicLongArray(ADDS);
            CountDownLatch events = new CountDownLatch(ADDS);
            Dispatcher dispatcher = world.client.createDispatcher(event -> {
                int add = (int) ids.parse(SimulatedWorld.header(event, Headers.REQUEST_ID));
                eventNanos.set(add, System.nanoTime());
                events.countDown();
            });
            dispatcher.setPendingLimits(-1, -1);
            dispatcher.subscribe(world.contract.memberEventWildcards().getFirst());
            world.client.flush(SimulatedWorld.LIMIT);

            ParkThenSpin wait = new ParkThenSpin(NanoClock.system(), 0);
            long startNanos = System.nanoTime();
            for (int add = 0; add < ADDS; add++) {
                wait.awaitUntil(startNanos + add * 1_000_000_000L / RATE_PER_SECOND, () -> false);
                send(world, add);
            }
            assertThat(events.await(60, TimeUnit.SECONDS)).isTrue();
            print(version, eventNanos, startNanos);
            world.untilIdle();
            assertThat(world.subscriptions().countDocuments())
                    .isEqualTo(ROOMS * BASELINE + (long) ADDS * USERS_PER_ADD);
            for (Document room : world.rooms().find()) {
                assertThat(room.get("userCount")).isEqualTo((long) BASELINE + ADDS / ROOMS * USERS_PER_ADD);
            }
        }
    }

    private void send(SimulatedWorld world, int add) {
        int room = add % ROOMS;
        int firstUser = BASELINE + add / ROOMS * USERS_PER_ADD;
        String users = IntStream.range(firstUser, firstUser + USERS_PER_ADD)
                .mapToObj(user -> "\"user-" + user + "\"")
                .collect(Collectors.joining(","));
        world.client.publish(NatsMessage.builder()
                .subject(world.contract.memberAdd("user-0", "room-" + room))
                .replyTo("_INBOX.throughput")
                .headers(new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, ids.format(add)))
                .data("{\"users\":[" + users + "]}")
                .build());
    }

    private static void seed(SimulatedWorld world) {
        world.users()
                .insertMany(
                        IntStream.range(0, USERS).mapToObj(SimulatedWorld::user).toList());
        for (int room = 0; room < ROOMS; room++) {
            String id = "room-" + room;
            world.rooms().insertOne(SimulatedWorld.room(id, BASELINE));
            List<Document> members = new ArrayList<>();
            for (int member = 0; member < BASELINE; member++) {
                members.add(SimulatedWorld.subscription(id, member, "member"));
            }
            world.subscriptions().insertMany(members);
        }
    }

    private static void print(ContractVersion version, AtomicLongArray eventNanos, long startNanos) {
        long[] micros = IntStream.range(0, ADDS)
                .mapToLong(add -> (eventNanos.get(add) - startNanos - add * 1_000_000_000L / RATE_PER_SECOND) / 1000)
                .sorted()
                .toArray();
        Duration took = Duration.ofNanos(Arrays.stream(IntStream.range(0, ADDS)
                                .mapToLong(eventNanos::get)
                                .toArray())
                        .max()
                        .orElseThrow()
                - startNanos);
        log.info(
                "contract {}: {} adds of {} in {}; due to event p50 {} us, p99 {} us, max {} us",
                version,
                ADDS,
                USERS_PER_ADD,
                took,
                micros[ADDS / 2],
                micros[ADDS * 99 / 100],
                micros[ADDS - 1]);
    }
}
