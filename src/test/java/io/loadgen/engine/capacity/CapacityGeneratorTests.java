package io.loadgen.engine.capacity;

import static io.loadgen.engine.capacity.CapacityRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.Shape;
import io.loadgen.engine.LoadEnd;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.InjectionException;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.result.AddKind;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.CapacitySample;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.OnBusy;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class CapacityGeneratorTests {
    private static final int ROOMS = 5;

    private static FixturePlan fixture(int candidates) {
        return new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, 1, candidates, candidates + 20, 1));
    }

    @Test
    void everyRoomEndsAtExactlyTheTarget() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rooms).hasSize(ROOMS).allSatisfy(room -> {
            assertThat(room.startSize()).isEqualTo(1);
            assertThat(room.finalSize()).isEqualTo(205);
            assertThat(room.adds()).isEqualTo(21);
            assertThat(room.end()).isEqualTo(RoomEnd.TARGET_REACHED);
            assertThat(room.endText()).isNull();
        });
        assertThat(rig.batches(3)).startsWith(10, 10).endsWith(10, 4).hasSize(21);
        assertThat(rig.books.snapshot(Phase.MEASURED).count(Disposition.SENT)).isEqualTo(ROOMS * 21);
        assertThat(rig.books.snapshot(Phase.MEASURED).planned()).isEqualTo(ROOMS * 21);
    }

    @Test
    void aRoomHasOneAddInFlightAndRoomsRunSideBySide() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        Set<Integer> busy = new HashSet<>();
        Map<Integer, Integer> most = new HashMap<>();
        rig.platform = add -> {
            assertThat(busy.add(add.room)).as("room %d is free", add.room).isTrue();
            most.merge(0, busy.size(), Math::max);
            add.accepted(MILLI);
            // The room is free at the instant of its event, and not before.
            rig.after(5 * MILLI, () -> busy.remove(add.room));
            add.event(5 * MILLI);
            add.result(6 * MILLI);
        };

        rig.run();

        assertThat(most).containsEntry(0, ROOMS);
    }

    @Test
    void theNextAddIsDueWhenTheEventCame() {
        CapacityRig rig = new CapacityRig(fixture(300), 41, 10);

        rig.run();
        rig.drain();

        assertThat(rig.samples(0))
                .extracting(CapacitySample::dueNanos)
                .containsExactly(0L, 5 * MILLI, 10 * MILLI, 15 * MILLI);
    }

    @Test
    void aReplyThatTheEventOvertookIsWaitedFor() {
        CapacityRig rig = new CapacityRig(fixture(300), 21, 10);
        rig.platform = add -> {
            add.event(3 * MILLI);
            add.result(4 * MILLI);
            add.accepted(9 * MILLI);
        };

        rig.run();
        rig.drain();

        assertThat(rig.samples(1)).extracting(CapacitySample::dueNanos).containsExactly(0L, 9 * MILLI);
    }

    @Test
    void anEmptyPoolEndsARoomWithALastPartialBatch() {
        CapacityRig rig = new CapacityRig(fixture(23), 100, 10);

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.EXHAUSTED);

        assertThat(rig.batches(0)).containsExactly(10, 10, 3);
        assertThat(rig.drain().rooms()).allSatisfy(room -> {
            assertThat(room.end()).isEqualTo(RoomEnd.POOL_EMPTY);
            assertThat(room.finalSize()).isEqualTo(24);
        });
    }

    @Test
    void aFixtureThatWasUsedBeforeGoesOnFromItsSize() {
        FixturePlan plan = fixture(40);
        RemainingCandidates.Collector members = new RemainingCandidates.Collector(plan);
        IntStream.range(0, 12).forEach(i -> members.member(plan.roomId(2), plan.account(plan.candidate(2, i))));
        IntStream.range(0, 40).forEach(i -> members.member(plan.roomId(4), plan.account(plan.candidate(4, i))));
        CapacityRig rig = new CapacityRig(plan, members.finish(), 31, 10, Duration.ZERO, 100);

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rig.batches(2)).containsExactly(10, 8);
        assertThat(rooms.get(2).startSize()).isEqualTo(13);
        assertThat(rooms.get(2).finalSize()).isEqualTo(31);
        assertThat(rig.samples(2)).extracting(CapacitySample::sizeBefore).containsExactly(13, 23);
        assertThat(rooms.get(4).adds()).isZero();
        assertThat(rooms.get(4).end()).isEqualTo(RoomEnd.TARGET_REACHED);
    }

    @Test
    void anEventTimeoutStopsItsRoomOnly() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            add.accepted(MILLI);
            if (add.room != 2 || add.number != 7) {
                add.event(5 * MILLI);
            }
            add.result(6 * MILLI);
        };

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rooms.get(2).end()).isEqualTo(RoomEnd.EVENT_TIMEOUT);
        assertThat(rooms.get(2).adds()).isEqualTo(7);
        assertThat(rooms.get(2).finalSize()).isEqualTo(61);
        assertThat(rooms).filteredOn(room -> room.finalSize() == 205).hasSize(ROOMS - 1);
        assertThat(rig.sinceStart()).isGreaterThan(CapacityRig.EVENT_TIMEOUT.toNanos());
        CapacitySample lost = rig.samples(2).getLast();
        assertThat(lost.eventNanos()).isEmpty();
        assertThat(lost.firstNanos()).isEqualTo(OptionalLong.of(MILLI));
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "NO_RESPONDERS"})
    void anAddThatIsNotAcceptedStopsItsRoomWithTheReason(ReplyOutcome outcome) {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                add.notAccepted(2 * MILLI, outcome, "room is full");
            } else {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.valueOf(outcome.name()), 21, "room is full");
    }

    @Test
    void aReplyTimeoutStopsItsRoom() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room != 1 || add.number != 3) {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.REPLY_TIMEOUT, 21, null);
    }

    @Test
    void anAddWhoseReplyTimesOutGoesOnWithItsEvent() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room != 1 || add.number != 3) {
                add.succeeds();
            } else {
                add.event(1_400 * MILLI);
                add.result(1_401 * MILLI);
            }
        };

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rooms).extracting(RoomGrowth.Room::end).containsOnly(RoomEnd.TARGET_REACHED);
        assertThat(rooms).extracting(RoomGrowth.Room::finalSize).containsOnly(205);
        assertThat(rig.books.snapshot(Phase.MEASURED).count(ReplyOutcome.REPLY_TIMEOUT))
                .isOne();
        assertThat(rig.samples(1).get(2).eventNanos()).isEqualTo(OptionalLong.of(1_400 * MILLI));
    }

    @Test
    void anAddThatFailsAfterItsReplyTimedOutStopsItsRoomForThat() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room != 1 || add.number != 3) {
                add.succeeds();
            } else {
                add.workerError(1_400 * MILLI, false, "no room key");
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.WORKER_ERROR, 21, "no room key");
    }

    @Test
    void anAddThatTheClientDoesNotTakeStopsItsRoom() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                throw new InjectionException("connection closed", null);
            }
            add.succeeds();
        };

        rig.run();

        assertStopped(rig, RoomEnd.PUBLISH_ERROR, 21, "connection closed");
    }

    @Test
    void anEventWithOtherAccountsStopsItsRoom() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                add.accepted(MILLI);
                add.wrongEvent(2 * MILLI);
                add.result(3 * MILLI);
            } else {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.EVENT_MISMATCH, 21, null);
    }

    @Test
    void aWorkerErrorStopsItsRoomWithTheReason() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                add.accepted(MILLI);
                add.workerError(2 * MILLI, false, "no room key");
            } else {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.WORKER_ERROR, 21, "no room key");
    }

    @Test
    void aWorkerErrorThatIsGotOverStopsItsRoomAfterTheEvent() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                add.workerError(2 * MILLI, true, "try again");
            }
            add.accepted(MILLI);
            add.event(5 * MILLI);
            add.result(6 * MILLI);
        };

        rig.run();

        assertStopped(rig, RoomEnd.WORKER_ERROR, 31, "try again");
    }

    @Test
    void aWorkerErrorAfterTheEventStopsTheRoomWhenItsNextAddIsDecided() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            add.accepted(MILLI);
            add.event(5 * MILLI);
            if (add.room == 1 && add.number == 3) {
                add.workerError(7 * MILLI, false, "system message not saved");
            } else {
                add.result(6 * MILLI);
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.WORKER_ERROR, 41, "system message not saved");
    }

    @Test
    void aWorkerErrorStopsARoomThatWaitsForItsTurn() {
        FixturePlan plan = fixture(300);
        CapacityRig rig = new CapacityRig(plan, RemainingCandidates.full(plan), 101, 10, Duration.ofMillis(100), 100);
        rig.platform = add -> {
            add.accepted(MILLI);
            add.event(5 * MILLI);
            if (add.room == 1 && add.number == 3) {
                add.workerError(7 * MILLI, false, "system message not saved");
            } else {
                add.result(6 * MILLI);
            }
        };

        rig.run();

        RoomGrowth.Room room = rig.drain().rooms().get(1);
        assertThat(room.end()).isEqualTo(RoomEnd.WORKER_ERROR);
        assertThat(room.adds()).isEqualTo(3);
    }

    @Test
    void anAddThatRoomServiceIsTooBusyForIsSentAgainWithTheSameCandidates() {
        CapacityRig rig = new CapacityRig(fixture(300), 41, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number >= 2 && add.number <= 4) {
                add.notAccepted(0, ReplyOutcome.BUSY, "service busy");
            } else {
                add.succeeds();
            }
        };

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        RoomGrowth.Room room = rig.drain().rooms().get(1);
        assertThat(room.end()).isEqualTo(RoomEnd.TARGET_REACHED);
        assertThat(room.endText()).isNull();
        assertThat(room.finalSize()).isEqualTo(41);
        assertThat(room.adds()).as("requests").isEqualTo(7);
        assertThat(rig.generator.adds()).isEqualTo(ROOMS * 4 + 3);
        Books books = rig.books.snapshot(Phase.MEASURED);
        assertThat(books.planned()).isEqualTo(ROOMS * 4 + 3);
        assertThat(books.count(ReplyOutcome.BUSY)).isEqualTo(3);
        assertThat(rig.sent.stream().filter(add -> add.room == 1).map(add -> add.sentNanos / MILLI))
                .as("after 50, 100 and 200 ms")
                .containsExactly(0L, 5L, 55L, 155L, 355L, 360L, 365L);
        assertThat(rig.samples(1)).extracting(CapacitySample::sizeBefore).containsExactly(1, 11, 21, 31);
        assertThat(rig.samples(1))
                .allSatisfy(sample -> assertThat(sample.eventNanos()).hasValue(5 * MILLI));
        assertThat(rig.adds.ofRoom(1)).extracting(LoggedAdd::from).containsExactly(0, 10, 20, 30);
        assertThat(rig.adds.ofRoom(1)).extracting(LoggedAdd::reply).containsOnly(ReplyOutcome.ACCEPTED);
        assertThat(rig.figures.buckets().stream().map(RoomGrowth.Bucket::busy))
                .containsExactly(0L, 0L, 3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        rig.latencies.takeInterval();
        LatencyDistribution replies =
                Objects.requireNonNull(rig.latencies.totals(Basis.RESPONSE).get(Signal.REPLY));
        assertThat(replies.observed().getTotalCount()).isEqualTo(ROOMS * 4);
        assertThat(replies.censoredCount()).isEqualTo(3);
    }

    @Test
    void aRoomGivesUpARoomServiceThatIsBusyForAMinute() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            if (add.room == 1 && add.number >= 3) {
                add.notAccepted(0, ReplyOutcome.BUSY, "service busy");
            } else {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.BUSY, 21, "service busy");
        assertThat(rig.sinceStart()).isBetween(58_000 * MILLI, 60_100 * MILLI);
        CapacityRig.Add last = rig.sent.getLast();
        CapacityRig.Add before = rig.sent.get(rig.sent.size() - 2);
        assertThat(last.sentNanos - before.sentNanos).isEqualTo(1_000 * MILLI);
        assertThat(rig.adds.ofRoom(1))
                .hasSize(3)
                .last()
                .satisfies(add -> assertThat(add.reply()).isEqualTo(ReplyOutcome.BUSY));
    }

    @Test
    void aRoomThatIsNotToWaitEndsAtTheFirstBusyReply() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10, OnBusy.STOP);
        rig.platform = add -> {
            if (add.room == 1 && add.number == 3) {
                add.notAccepted(0, ReplyOutcome.BUSY, "service busy");
            } else {
                add.succeeds();
            }
        };

        rig.run();

        assertStopped(rig, RoomEnd.BUSY, 21, "service busy");
    }

    @Test
    void aStopEndsTheWaitForABusyRoomService() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.platform = add -> {
            add.notAccepted(0, ReplyOutcome.BUSY, "service busy");
            if (add.room == 1 && add.number == 8) {
                rig.after(100 * MILLI, rig.generator::stop);
            }
        };

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.STOPPED);

        assertThat(rig.drain().rooms()).allSatisfy(room -> {
            assertThat(room.end()).isEqualTo(RoomEnd.RUN_STOPPED);
            assertThat(room.endText()).isNull();
            assertThat(room.adds()).isEqualTo(8);
        });
        assertThat(rig.books.snapshot(Phase.MEASURED).planned()).isEqualTo(rig.generator.adds());
    }

    private static void assertStopped(CapacityRig rig, RoomEnd end, int finalSize, @Nullable String text) {
        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rooms.get(1).end()).isEqualTo(end);
        assertThat(rooms.get(1).endText()).isEqualTo(text);
        assertThat(rooms.get(1).finalSize()).isEqualTo(finalSize);
        assertThat(rooms)
                .filteredOn(room -> room.end() == RoomEnd.TARGET_REACHED)
                .hasSize(ROOMS - 1);
    }

    @Test
    void theRateOfARoomIsCappedAndNotCaughtUp() {
        FixturePlan plan = fixture(300);
        CapacityRig rig = new CapacityRig(plan, RemainingCandidates.full(plan), 51, 10, Duration.ofMillis(100), 100);
        rig.platform = add -> {
            add.accepted(MILLI);
            add.event(add.number == 2 ? 150 * MILLI : 5 * MILLI);
            add.result(151 * MILLI);
        };

        rig.run();
        rig.drain();

        assertThat(rig.samples(0))
                .extracting(CapacitySample::dueNanos)
                .containsExactly(0L, 100 * MILLI, 250 * MILLI, 350 * MILLI, 450 * MILLI);
        assertThat(rig.samples(0)).extracting(CapacitySample::eventNanos).contains(OptionalLong.of(150 * MILLI));
    }

    @Test
    void theEventOfAnotherAddOfTheRoomOpensNoGate() {
        CapacityRig rig = new CapacityRig(fixture(300), 41, 10);
        Map<Integer, CapacityRig.Add> first = Collections.synchronizedMap(new HashMap<>());
        rig.platform = add -> {
            CapacityRig.Add before = first.putIfAbsent(add.room, add);
            add.accepted(MILLI);
            add.event(50 * MILLI);
            add.result(51 * MILLI);
            if (before != null) {
                before.event(2 * MILLI);
            }
        };

        rig.run();
        rig.drain();

        assertThat(rig.samples(4))
                .extracting(CapacitySample::dueNanos)
                .containsExactly(0L, 50 * MILLI, 100 * MILLI, 150 * MILLI);
    }

    @Test
    void aResultMayComeAfterTheNextAddWasSent() {
        CapacityRig rig = new CapacityRig(fixture(300), 31, 10);
        rig.platform = add -> {
            add.accepted(MILLI);
            add.event(5 * MILLI);
            add.result(12 * MILLI);
        };

        rig.run();
        rig.drain();

        assertThat(rig.samples(0))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.resultNanos()).isEqualTo(OptionalLong.of(12 * MILLI)));
    }

    @Test
    void anAddCountsInTheBucketOfTheSizeItStartedFrom() {
        CapacityRig rig = new CapacityRig(fixture(300), 101, 10);
        // Adds start from 1, 11, 21, ... 91; the buckets begin there too. Larger rooms are slower.
        rig.platform = add -> {
            add.accepted(MILLI);
            if (add.room != 3 || add.number != 4) {
                add.event(add.number * 10L * MILLI);
            }
            add.result(200 * MILLI);
        };

        rig.run();
        rig.drain();

        List<RoomGrowth.Bucket> buckets = rig.figures.buckets();
        assertThat(buckets)
                .extracting(RoomGrowth.Bucket::fromSize)
                .containsExactly(1, 11, 21, 31, 41, 51, 61, 71, 81, 91);
        for (int bucket = 0; bucket < 10; bucket++) {
            LatencyDistribution events = Objects.requireNonNull(
                    LatencyRow.distributions(buckets.get(bucket).latencies(), Basis.RESPONSE)
                            .get(Signal.EVENT));
            assertThat(events.maxNanos()).isBetween((bucket * 10 + 10) * MILLI, (bucket * 10 + 11) * MILLI);
            assertThat(events.count()).isEqualTo(bucket < 4 ? ROOMS : ROOMS - 1);
            assertThat(events.censoredCount()).isEqualTo(bucket == 3 ? 1 : 0);
        }
    }

    @Test
    void aStopSendsNothingMoreAndCountsWhatStillComes() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.after(12 * MILLI, rig.generator::stop);
        rig.platform = add -> {
            add.accepted(MILLI);
            if (add.room != 4 || add.number != 3) {
                add.event(5 * MILLI);
            }
            add.result(6 * MILLI);
        };

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.STOPPED);

        assertThat(rig.sinceStart()).isEqualTo(12 * MILLI);
        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rig.sent).hasSize(ROOMS * 3);
        assertThat(rooms).extracting(RoomGrowth.Room::end).containsOnly(RoomEnd.RUN_STOPPED);
        assertThat(rooms).extracting(RoomGrowth.Room::finalSize).containsExactly(31, 31, 31, 31, 21);
        assertThat(rig.books.snapshot(Phase.MEASURED).count(Disposition.ABORTED))
                .isZero();
    }

    @Test
    void aStopBeforeTheStartSendsNothing() {
        CapacityRig rig = new CapacityRig(fixture(300), 205, 10);
        rig.generator.stop();

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.STOPPED);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.rooms()).extracting(RoomGrowth.Room::end).containsOnly(RoomEnd.RUN_STOPPED);
    }

    @Test
    void anAddWithoutAPlaceWaitsForOneAndIsNotDropped() {
        FixturePlan plan = fixture(300);
        CapacityRig rig = new CapacityRig(plan, RemainingCandidates.full(plan), 31, 10, Duration.ZERO, 2);

        assertThat(rig.run().cause()).isEqualTo(LoadEnd.Cause.COMPLETED);

        assertThat(rig.drain().rooms()).extracting(RoomGrowth.Room::finalSize).containsOnly(31);
        assertThat(rig.books.snapshot(Phase.MEASURED).count(Disposition.SATURATED))
                .isZero();
        assertThat(rig.books.snapshot(Phase.MEASURED).count(EventOutcome.EVENT)).isEqualTo(ROOMS * 3);
        // The third room was due at once and had to wait until both places were free again.
        assertThat(rig.samples(2).getFirst().dueNanos()).isZero();
        assertThat(rig.samples(2).getFirst().eventNanos().orElseThrow()).isEqualTo(11 * MILLI);
    }

    /** Blocks of 5; rooms begin with 3 members, so neither their size nor the target is a number of blocks. */
    private static final FixturePlan BLOCKS =
            new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, 3, 50, 100, 5));

    private static final ShapeMix ORGS = new ShapeMix.Only(Shape.ORGS);

    private static CapacityRig orgs(RemainingCandidates remaining, int targetSize) {
        return new CapacityRig(BLOCKS, remaining, targetSize, 10, ORGS, Duration.ZERO, 1000);
    }

    @Test
    void blocksGoAsOrgsAndWhatIsLessThanABlockGoesByAccount() {
        CapacityRig rig = orgs(RemainingCandidates.full(BLOCKS), 40);

        rig.run();

        assertThat(rig.drain().rooms()).hasSize(ROOMS).allSatisfy(room -> {
            assertThat(room.startSize()).isEqualTo(3);
            assertThat(room.finalSize()).as("exactly the target").isEqualTo(40);
            assertThat(room.end()).isEqualTo(RoomEnd.TARGET_REACHED);
        });
        for (int room = 0; room < ROOMS; room++) {
            assertThat(rig.batches(room)).containsExactly(10, 10, 10, 5, 2);
            assertThat(orgFlags(rig, room)).containsExactly(true, true, true, true, false);
            assertThat(rig.samples(room)).extracting(CapacitySample::sizeBefore).containsExactly(3, 13, 23, 33, 38);
        }
    }

    @Test
    void theFirstOrgAddOfARoomIsApartAndInNoBucket() {
        CapacityRig rig = orgs(RemainingCandidates.full(BLOCKS), 40);
        rig.platform = add -> {
            add.accepted(MILLI);
            add.event(add.number == 1 ? 900 * MILLI : 5 * MILLI);
            add.result(add.number == 1 ? 901 * MILLI : 6 * MILLI);
        };

        rig.run();

        rig.drain().rooms();
        LatencyDistribution inBuckets = rig.figures.buckets().stream()
                .map(bucket -> Objects.requireNonNull(LatencyRow.distributions(bucket.latencies(), Basis.RESPONSE)
                        .get(Signal.EVENT)))
                .reduce(LatencyDistribution.empty(), LatencyDistribution::plus);
        assertThat(inBuckets.count()).isEqualTo(ROOMS * 4);
        assertThat(inBuckets.maxNanos()).isLessThan(6 * MILLI);
        LatencyDistribution first = Objects.requireNonNull(
                LatencyRow.distributions(rig.firstOrgAdds.snapshot().latencies(), Basis.RESPONSE)
                        .get(Signal.EVENT));
        assertThat(first.count()).isEqualTo(ROOMS);
        assertThat(first.quantile(0.01).lowerNanos()).isGreaterThan(899 * MILLI);
        assertThat(rig.samples(2)).extracting(CapacitySample::kind).startsWith(AddKind.FIRST_ORGS, AddKind.ORGS);
        rig.latencies.takeInterval();
        assertThat(Objects.requireNonNull(rig.latencies.totals(Basis.RESPONSE).get(Signal.EVENT))
                        .maxNanos())
                .isLessThan(6 * MILLI);
    }

    @Test
    void aBlockOfWhichSomeAreMembersIsLeftOutAndTheRoomIsAsLargeAsItIs() {
        RemainingCandidates.Collector used = new RemainingCandidates.Collector(BLOCKS);
        used.member(BLOCKS.roomId(0), BLOCKS.account(BLOCKS.candidate(0, 7)));
        CapacityRig rig = orgs(used.finish(), 53);

        rig.run();

        List<RoomGrowth.Room> rooms = rig.drain().rooms();
        assertThat(rooms.getFirst().startSize()).isEqualTo(4);
        assertThat(rooms.getFirst().finalSize())
                .as("4, and 9 of 10 blocks of 5")
                .isEqualTo(49);
        assertThat(rooms.getFirst().end()).isEqualTo(RoomEnd.POOL_EMPTY);
        assertThat(rooms.getLast().finalSize()).isEqualTo(53);
        assertThat(rig.batches(0)).containsExactly(10, 10, 10, 10, 5);
    }

    @Test
    void aTargetWithinABlockIsReachedByAccountsAlone() {
        CapacityRig rig = orgs(RemainingCandidates.full(BLOCKS), 7);

        rig.run();

        assertThat(rig.drain().rooms())
                .allSatisfy(room -> assertThat(room.finalSize()).isEqualTo(7));
        assertThat(rig.batches(1)).containsExactly(4);
        assertThat(orgFlags(rig, 1)).containsExactly(false);
    }

    private static List<Boolean> orgFlags(CapacityRig rig, int room) {
        return rig.sent.stream()
                .filter(add -> add.room == room)
                .map(add -> add.orgs)
                .toList();
    }
}
