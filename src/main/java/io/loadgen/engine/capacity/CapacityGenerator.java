package io.loadgen.engine.capacity;

import io.loadgen.engine.AddSender;
import io.loadgen.engine.Generator;
import io.loadgen.engine.LoadEnd;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.RoomEnd;
import io.loadgen.spec.OnBusy;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The closed loop: every room has at most one add in flight, and its next is due the moment the fate of the last is decided, by
 * the event of that very request. One thread drives all rooms. A room ends at the target size, at an empty pool, or at its first
 * add that does not succeed; the others go on. One that room-service is too busy for is sent again, if the plan says so: it is the same
 * slot then, sent and refused as often as the books say.
 *
 * <p>Nothing is planned ahead, so a stop leaves no planned slot unsent. An add that finds no place in the tracker waits for one,
 * late, and is late in its response time: a closed loop drops nothing.
 *
 * <p>{@link #run} and then {@link #adds} and {@link #rooms} are for one thread; {@link #stop} and {@link #size} for any.
 */
public final class CapacityGenerator implements Generator {
    /** How long the wait for news lasts before it is begun anew. */
    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final CapacityPlan plan;
    private final NanoClock clock;
    private final WaitStrategy wait;
    private final CandidatePools pools;
    private final SlotTracker tracker;
    private final AddSender sender;
    private final CapacityRecorder figures;
    private final CompletionQueue news;
    private final DistinctTexts failures = new DistinctTexts();
    private final BooleanSupplier disturbed = this::isDisturbed;
    private final BooleanSupplier disturbedOrPlace = this::isDisturbedOrPlace;
    private final RoomProgress[] rooms;
    private final AtomicIntegerArray sizes;
    private final PriorityQueue<RoomProgress> due = new PriorityQueue<>(RoomProgress::byDue);

    private volatile boolean stopped;
    private volatile @Nullable Thread pacing;
    private boolean over;
    private int going;

    /**
     * Binds a generator to a run.
     *
     * @param plan how rooms grow
     * @param clock the run's clock
     * @param wait how to wait on that clock
     * @param pools whom to add
     * @param tracker gives places to slots; its observer is {@code news}
     * @param sender sends
     * @param figures told of each add
     * @param news tells of the fate of each add
     */
    public CapacityGenerator(
            CapacityPlan plan,
            NanoClock clock,
            WaitStrategy wait,
            CandidatePools pools,
            SlotTracker tracker,
            AddSender sender,
            CapacityRecorder figures,
            CompletionQueue news) {
        this.plan = plan;
        this.clock = clock;
        this.wait = wait;
        this.pools = pools;
        this.tracker = tracker;
        this.sender = sender;
        this.figures = figures;
        this.news = news;
        rooms = IntStream.range(0, plan.rooms())
                .mapToObj(room -> new RoomProgress(room, plan.startSize(room)))
                .toArray(RoomProgress[]::new);
        sizes = new AtomicIntegerArray(
                IntStream.range(0, plan.rooms()).map(plan::startSize).toArray());
        going = plan.rooms();
    }

    @Override
    public LoadEnd run(long startNanos) {
        pacing = Thread.currentThread();
        news.readHere();
        for (RoomProgress room : rooms) {
            goOn(room, startNanos);
        }
        while (going > 0 && !stopped) {
            step(startNanos);
            readNews();
        }
        over = true;
        return new LoadEnd(going > 0 ? LoadEnd.Cause.STOPPED : cause(), clock.nanoTime());
    }

    /** Sends the next add if it is due, or else waits until it may be, or something is heard. */
    private void step(long startNanos) {
        RoomProgress next = due.peek();
        if (next == null) {
            wait.awaitUntil(clock.nanoTime() + IDLE_NANOS, disturbed);
        } else if (next.dueNanos - clock.nanoTime() > 0) {
            wait.awaitUntil(next.dueNanos, disturbed);
        } else {
            send(next, startNanos);
        }
    }

    private void send(RoomProgress room, long startNanos) {
        int place = tracker.claim();
        if (place == SlotTracker.SATURATED) {
            awaitPlace();
            return;
        }
        due.remove(room);
        long slot = plan.slot(room.room, room.adds);
        if (!pools.peekRoom(room.room, plan.users(slot))) {
            throw new IllegalStateException("the pool of room " + room.room + " has less than the plan says");
        }
        room.adds++;
        room.inFlight = true;
        AddKind kind = sender.kindOf(slot, pools);
        if (room.backOff.isAgain()) {
            figures.sentAgain(slot, room.dueNanos - startNanos);
        } else {
            figures.sent(slot, kind, room.dueNanos - startNanos);
        }
        sender.send(place, slot, kind, Phase.MEASURED, room.dueNanos, pools);
    }

    private void awaitPlace() {
        news.wantPlace();
        if (tracker.claim() == SlotTracker.SATURATED) {
            wait.awaitUntil(clock.nanoTime() + IDLE_NANOS, disturbedOrPlace);
        }
    }

    private void readNews() {
        for (CompletionQueue.News next = news.next(); next != null; next = news.next()) {
            switch (next) {
                case CompletionQueue.News.Failed failed -> failed(rooms[plan.room(failed.slot())], failed);
                case CompletionQueue.News.Decided decided -> decided(rooms[plan.room(decided.slot())], decided);
            }
        }
    }

    private void failed(RoomProgress room, CompletionQueue.News.Failed add) {
        if (room.failure == null && room.end != RoomEnd.TARGET_REACHED && room.end != RoomEnd.POOL_EMPTY) {
            room.failure = failures.keep(add.text());
            room.failedSlot = add.slot();
        }
        // A worker's error after the event, found while the room waits for its turn.
        if (room.end == null && !room.inFlight) {
            due.remove(room);
            end(room, RoomEnd.WORKER_ERROR);
        }
    }

    private void decided(RoomProgress room, CompletionQueue.News.Decided add) {
        room.inFlight = false;
        if (add.event() == EventOutcome.EVENT) {
            room.size += plan.users(add.slot());
            sizes.set(room.room, room.size);
        }
        RoomEnd failure = failure(add.reply(), add.event());
        boolean busyOnly = failure == RoomEnd.BUSY && (room.failure == null || room.failedSlot == add.slot());
        if (busyOnly && plan.onBusy() == OnBusy.WAIT) {
            awaitRoomService(room, add);
        } else if (failure != null) {
            end(room, over && isTimeout(failure) ? RoomEnd.RUN_STOPPED : failure);
        } else if (room.failure != null) {
            end(room, RoomEnd.WORKER_ERROR);
        } else {
            room.backOff.reset();
            goOn(room, add.nanos());
        }
    }

    /** Nobody was added, so the room has the size and the candidates that it had before. */
    private void awaitRoomService(RoomProgress room, CompletionQueue.News.Decided add) {
        if (!over && !room.backOff.busy(add.nanos())) {
            end(room, RoomEnd.BUSY);
            return;
        }
        room.failure = null;
        if (over) {
            end(room, RoomEnd.RUN_STOPPED);
            return;
        }
        room.adds--;
        pools.putBack(room.room, plan.users(add.slot()));
        goOn(room, add.nanos() + room.backOff.waitNanos());
    }

    private void goOn(RoomProgress room, long freeNanos) {
        if (room.size >= plan.targetSize()) {
            end(room, RoomEnd.TARGET_REACHED);
        } else if (room.size >= plan.endSize(room.room)) {
            end(room, RoomEnd.POOL_EMPTY);
        } else if (over) {
            end(room, RoomEnd.RUN_STOPPED);
        } else {
            long paced = room.dueNanos + plan.gapNanos();
            room.dueNanos = requests(room) == 0 || freeNanos - paced > 0 ? freeNanos : paced;
            due.add(room);
        }
    }

    private void end(RoomProgress room, RoomEnd end) {
        room.end = end;
        going--;
    }

    private static @Nullable RoomEnd failure(ReplyOutcome reply, @Nullable EventOutcome event) {
        return switch (reply) {
            case REJECTED -> RoomEnd.REJECTED;
            case BUSY -> RoomEnd.BUSY;
            case NO_RESPONDERS -> RoomEnd.NO_RESPONDERS;
            case PUBLISH_ERROR -> RoomEnd.PUBLISH_ERROR;
            case ACCEPTED, REPLY_TIMEOUT ->
                switch (event) {
                    case EVENT -> null;
                    case EVENT_MISMATCH -> RoomEnd.EVENT_MISMATCH;
                    case WORKER_ERROR -> RoomEnd.WORKER_ERROR;
                    case EVENT_TIMEOUT ->
                        reply == ReplyOutcome.ACCEPTED ? RoomEnd.EVENT_TIMEOUT : RoomEnd.REPLY_TIMEOUT;
                    case NO_OP -> throw new IllegalStateException("an add of a capacity run had nobody to add");
                    case null ->
                        throw new IllegalStateException("an add that was not refused was decided without its event");
                };
        };
    }

    private static boolean isTimeout(RoomEnd end) {
        return end == RoomEnd.EVENT_TIMEOUT || end == RoomEnd.REPLY_TIMEOUT;
    }

    private LoadEnd.Cause cause() {
        boolean anyDry = Arrays.stream(rooms).anyMatch(room -> room.end == RoomEnd.POOL_EMPTY);
        boolean onlyDry = Arrays.stream(rooms)
                .allMatch(room -> room.end == RoomEnd.POOL_EMPTY || room.end == RoomEnd.TARGET_REACHED);
        return anyDry && onlyDry ? LoadEnd.Cause.EXHAUSTED : LoadEnd.Cause.COMPLETED;
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(pacing);
    }

    private boolean isDisturbed() {
        return stopped || !news.isEmpty();
    }

    private boolean isDisturbedOrPlace() {
        return isDisturbed() || !news.isPlaceWanted();
    }

    /**
     * The size that a room has by its events, as of now.
     *
     * @param room its number
     * @return members
     */
    public int size(int room) {
        return sizes.get(room);
    }

    private static long requests(RoomProgress room) {
        return room.adds + room.backOff.refused();
    }

    /**
     * The requests that were sent, of all rooms, those of adds that were sent again included; to be called on the thread of {@link #run}, after it.
     *
     * @return how many
     */
    public long adds() {
        return Stream.of(rooms).mapToLong(CapacityGenerator::requests).sum();
    }

    /**
     * What became of each room; to be called on the thread of {@link #run} when no slot is open any more. A room that was cut off
     * by a stop, also by its last add timing out then, ended for the stop.
     *
     * @param roomIds names the rooms
     * @param foundSizes what the database says, by number of the room
     * @return in the order of their numbers
     */
    public List<RoomGrowth.Room> rooms(IntFunction<String> roomIds, IntFunction<OptionalInt> foundSizes) {
        readNews();
        return Stream.of(rooms)
                .map(room -> new RoomGrowth.Room(
                        room.room,
                        roomIds.apply(room.room),
                        plan.startSize(room.room),
                        room.size,
                        boxed(foundSizes.apply(room.room)),
                        requests(room),
                        room.end == null ? RoomEnd.RUN_STOPPED : room.end,
                        room.failure))
                .toList();
    }

    private static @Nullable Integer boxed(OptionalInt size) {
        return size.isPresent() ? (Integer) size.getAsInt() : null;
    }
}
