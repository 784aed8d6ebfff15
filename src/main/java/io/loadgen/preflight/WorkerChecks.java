package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.JobRetries;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.WorkerState;
import io.loadgen.result.PreflightCheck;
import io.loadgen.spec.DurationText;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The consumer of room-worker: jobs left over from elsewhere would be measured as the run's own, and delay its own (trap T8). The
 * last acks of a run before come a moment after its last result, so a worker that is nearly idle is waited for. Source: chat
 * contract §2.
 */
final class WorkerChecks {
    static final String CONSUMER = "worker-consumer";
    static final String SETTINGS = "worker-settings";
    static final String IDLE = "worker-idle";
    static final String PULLS = "worker-pulls";
    static final List<String> NAMES = List.of(CONSUMER, SETTINGS, IDLE, PULLS);
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000L;
    private static final long MAX_ACK_PENDING = 1000;

    private final PlatformInspection platform;
    private final ChatContract contract;
    private final NanoClock clock;
    private final WaitStrategy pacing;
    private final InstantSource wallClock;

    WorkerChecks(
            PlatformInspection platform,
            ChatContract contract,
            NanoClock clock,
            WaitStrategy pacing,
            InstantSource wallClock) {
        this.platform = platform;
        this.contract = contract;
        this.clock = clock;
        this.pacing = pacing;
        this.wallClock = wallClock;
    }

    /** {@code longestRetry} is told how long the worker may try a job that fails, nanoseconds, where there is an end to it. */
    Step step(LongConsumer longestRetry, BooleanSupplier cancelled) {
        return new Step(NAMES, () -> checks(longestRetry, cancelled));
    }

    private List<PreflightCheck> checks(LongConsumer longestRetry, BooleanSupplier cancelled)
            throws InjectionException {
        Optional<WorkerState> found = settled(cancelled);
        if (found.isEmpty()) {
            String none = "stream " + contract.roomsStream() + " has no consumer room-worker";
            List<PreflightCheck> checks = new ArrayList<>();
            checks.add(fail(CONSUMER, none, "start room-worker: it makes its consumer"));
            for (String name : List.of(SETTINGS, IDLE, PULLS)) {
                checks.add(PreflightCheck.skipped(name, none));
            }
            return checks;
        }
        WorkerState worker = found.get();
        longestRetry(worker).ifPresent(longest -> longestRetry.accept(longest.toNanos()));
        return List.of(consumer(worker), settings(worker), idle(worker), pulls(worker));
    }

    /** The worker as soon as it is idle and asks for jobs, or as it is when patience ends. */
    private Optional<WorkerState> settled(BooleanSupplier cancelled) throws InjectionException {
        long deadlineNanos = clock.nanoTime() + PATIENCE_NANOS;
        Optional<WorkerState> worker = platform.worker(contract.roomsStream());
        while (worker.isPresent()
                && !(worker.get().isIdle() && worker.get().backlog().waitingPulls() > 0)
                && !cancelled.getAsBoolean()) {
            long nowNanos = clock.nanoTime();
            if (nowNanos - deadlineNanos > 0) {
                return worker;
            }
            pacing.awaitUntil(nowNanos + LOOK_NANOS, cancelled);
            worker = platform.worker(contract.roomsStream());
        }
        return worker;
    }

    private PreflightCheck consumer(WorkerState worker) {
        String name = "consumer room-worker of stream " + contract.roomsStream();
        if (worker.paused()) {
            return fail(CONSUMER, name + " is paused", "resume it");
        }
        boolean takesAdds = worker.filters().isEmpty()
                || worker.filters().stream()
                        .anyMatch(filter -> SubjectCover.covers(filter, contract.canonicalMemberAdd()));
        return takesAdds
                ? pass(CONSUMER, name + " exists")
                : fail(
                        CONSUMER,
                        name + " takes only " + worker.filters() + ", not " + contract.canonicalMemberAdd(),
                        "remove the filter");
    }

    private PreflightCheck settings(WorkerState worker) {
        JobRetries shipped = JobRetries.shipped(contract.version());
        List<String> differences = new ArrayList<>();
        if (!worker.ackWait().equals(shipped.ackWait())) {
            differences.add(ackWait(worker.ackWait()) + ", not " + DurationText.format(shipped.ackWait()));
        }
        if (worker.maxDeliver() != shipped.maxDeliver()) {
            differences.add(deliveries(worker.maxDeliver()) + ", not " + shipped.maxDeliver());
        }
        if (!worker.backOff().equals(shipped.backOff())) {
            differences.add(backOff(worker.backOff()) + ", not " + steps(shipped.backOff()));
        }
        if (worker.maxAckPending() != MAX_ACK_PENDING) {
            differences.add("at most " + worker.maxAckPending() + " jobs at work, not " + MAX_ACK_PENDING);
        }
        String all = String.join(
                "; ",
                ackWait(worker.ackWait()),
                deliveries(worker.maxDeliver()),
                backOff(worker.backOff()),
                "at most " + worker.maxAckPending() + " jobs at work");
        return differences.isEmpty()
                ? pass(SETTINGS, all + ": as the platform ships them")
                : warn(
                        SETTINGS,
                        "room-worker's consumer has " + String.join("; ", differences) + " (all of it: " + all + ")",
                        "compare only with runs of the same settings");
    }

    private static String ackWait(Duration wait) {
        return "ack wait " + DurationText.format(wait);
    }

    private static String deliveries(long most) {
        return most > 0 ? "at most " + most + " deliveries" : "deliveries without end";
    }

    private static String backOff(List<Duration> steps) {
        return steps.isEmpty() ? "no backoff" : "backoff " + steps(steps);
    }

    private static String steps(List<Duration> steps) {
        return steps.isEmpty()
                ? "none"
                : steps.stream().map(DurationText::format).collect(Collectors.joining(", "));
    }

    private PreflightCheck idle(WorkerState worker) {
        BacklogSample left = worker.backlog();
        return worker.isIdle()
                ? pass(IDLE, "nothing pending, nothing being worked on")
                : fail(
                        IDLE,
                        "consumer " + left.durable() + " of stream " + left.stream() + " is not idle: " + left.pending()
                                + " pending, " + left.ackPending() + " being worked on or to be tried again; "
                                + retries(worker),
                        "wait until it is, or purge the stream of subject " + contract.canonicalMemberAdd()
                                + " and reset the fixture set; how to do so safely is in the reference, Preflight: A"
                                + " worker that is not idle");
    }

    /** From now on: how many attempts a job has behind it the consumer does not tell. */
    private String retries(WorkerState worker) {
        return longestRetry(worker)
                .map(time -> "what the worker has in hand it may try again for up to " + time.toMinutes() + " min "
                        + time.toSecondsPart() + " s"
                        + ", until "
                        + wallClock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS)
                        + (worker.backlog().pending() > 0
                                ? ", and what is pending for as long from when it takes it"
                                : ""))
                .orElse("the worker tries again without end");
    }

    private Optional<Duration> longestRetry(WorkerState worker) {
        return new JobRetries(contract.version(), worker.ackWait(), worker.maxDeliver(), worker.backOff()).longest();
    }

    private PreflightCheck pulls(WorkerState worker) {
        long waiting = worker.backlog().waitingPulls();
        if (waiting > 0) {
            return pass(PULLS, waiting + " pull requests wait for jobs");
        }
        return worker.isIdle()
                ? fail(PULLS, "room-worker does not ask for jobs", "start room-worker, or see why it hangs")
                : PreflightCheck.skipped(PULLS, "the worker is not idle, so it need not ask for jobs");
    }
}
