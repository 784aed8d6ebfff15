package io.loadgen.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunRefusedException.Reason;
import io.loadgen.lifecycle.ScriptedExecutor.Script;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunManagerTests {
    private static final Instant NOW = Instant.parse("2026-11-23T15:30:12Z");
    private static final RunSpec SPEC = new SpecBuilder().build();
    private static final RunSpec OTHER_SPEC = new SpecBuilder().rate(300).build();

    private final ScriptedExecutor executor = new ScriptedExecutor();
    private final InMemoryRunStore store = new InMemoryRunStore(3);
    private final Announcements announcements = new Announcements();
    private final RunManager manager = manager(store, announcements, Duration.ofSeconds(10));

    private RunManager manager(RunStore runs, RunListener listener, Duration drainTime) {
        return new RunManager(executor, runs, InstantSource.fixed(NOW), listener, new Random(42), drainTime);
    }

    @AfterEach
    void closeManager() {
        executor.scripts.values().forEach(script -> script.ends(RunState.STOPPED));
        manager.close();
    }

    @Test
    void runGoesThroughItsStatesAndEndsWithItsResult() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        assertThat(run.state()).isEqualTo(RunState.PENDING);
        assertThat(run.createdAt()).isEqualTo(NOW);
        assertThat(run.id()).matches("20261123-153012-[0-9a-f]{4}");
        Script script = begun(run);
        for (RunState state : List.of(
                RunState.PREFLIGHT, RunState.WARMUP, RunState.MEASURING, RunState.DRAINING, RunState.AUDITING)) {
            script.states.accept(state);
        }
        script.ends(RunState.COMPLETED);

        assertThat(announcements.until(RunState.COMPLETED))
                .containsExactly(
                        "started PENDING",
                        "changed PREFLIGHT",
                        "changed WARMUP",
                        "changed MEASURING",
                        "changed DRAINING",
                        "changed AUDITING",
                        "ended COMPLETED");
        RunRecord ended = stored(run);
        assertThat(ended.result()).isNotNull();
        assertThat(ended.startedAt()).isEqualTo(NOW);
        assertThat(ended.endedAt()).isEqualTo(NOW);
        assertThat(ended.live()).isNull();
        assertThat(ended.failure()).isNull();
        assertThat(script.closes).hasValue(1);
    }

    @Test
    void liveFiguresAreThereOnlyWhileTheRunGoesOn() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        assertThat(run.live()).isNull();
        begun(run).states.accept(RunState.MEASURING);
        announcements.until(RunState.MEASURING);
        assertThat(found(run).live()).isNotNull();
        assertThat(manager.list(0, 10))
                .singleElement()
                .extracting(RunRecord::live)
                .isNotNull();
    }

    @Test
    void stateNeverGoesBackAndNeverEndsOnTheWordOfAListenerCall() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        Script script = begun(run);
        script.states.accept(RunState.DRAINING);
        script.states.accept(RunState.MEASURING);
        script.states.accept(RunState.COMPLETED);
        script.ends(RunState.STOPPED);
        assertThat(announcements.until(RunState.STOPPED))
                .containsExactly("started PENDING", "changed DRAINING", "ended STOPPED");
    }

    @Test
    void refusalAnswersTheStartAndLeavesNothing() throws Exception {
        executor.refusal = new RunRefusedException(Reason.POOLS_TOO_SMALL, "the pools can feed 100/s");
        assertThatThrownBy(() -> manager.start(SPEC, "key")).isSameAs(executor.refusal);
        assertThat(manager.count()).isZero();
        executor.refusal = null;
        assertThat(manager.start(OTHER_SPEC, "key").spec()).isEqualTo(OTHER_SPEC);
    }

    @Test
    void secondStartIsAConflictThatNamesTheFirst() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        RunConflictException conflict =
                catchThrowableOfType(RunConflictException.class, () -> manager.start(OTHER_SPEC, null));
        assertThat(conflict.kind()).isEqualTo(RunConflictException.Kind.RUN_ACTIVE);
        assertThat(conflict.runId()).isEqualTo(run.id());
        assertThat(manager.count()).isEqualTo(1);
    }

    @Test
    void whatGoesOnBesideRunsKeepsThemFromStartingAndIsRefusedWhileOneGoesOn() throws Exception {
        String done = manager.beside("a check", cancelled -> {
            assertThat(cancelled.getAsBoolean()).isFalse();
            for (ThrowingCallable start : List.<ThrowingCallable>of(
                    () -> manager.start(SPEC, null), () -> manager.beside("another", other -> "never"))) {
                assertThatThrownBy(start)
                        .isInstanceOf(RunConflictException.class)
                        .hasMessage("a check goes on; one run or check at a time: wait for its end");
            }
            return "done";
        });
        assertThat(done).isEqualTo("done");

        RunRecord run = manager.start(SPEC, null);
        assertThatThrownBy(() -> manager.beside("a check", cancelled -> "never"))
                .isInstanceOf(RunConflictException.class)
                .hasMessageContaining(run.id());
    }

    @Test
    void nextRunStartsAsSoonAsTheEndOfTheFirstIsSeen() throws Exception {
        RunRecord first = manager.start(SPEC, null);
        begun(first).ends(RunState.COMPLETED);
        announcements.until(RunState.COMPLETED);
        RunRecord second = manager.start(SPEC, null);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(manager.list(0, 10)).extracting(RunRecord::id).containsExactly(second.id(), first.id());
        assertThat(manager.list(1, 10)).extracting(RunRecord::id).containsExactly(first.id());
    }

    @Test
    void sameKeyWithTheSameSpecificationGivesTheSameRun() throws Exception {
        RunRecord run = manager.start(SPEC, "key");
        assertThat(manager.start(new SpecBuilder().build(), "key").id()).isEqualTo(run.id());
        begun(run).ends(RunState.COMPLETED);
        announcements.until(RunState.COMPLETED);
        assertThat(manager.start(SPEC, "key").state()).isEqualTo(RunState.COMPLETED);
        assertThat(executor.scripts).hasSize(1);
    }

    @Test
    void sameKeyWithAnotherSpecificationIsAConflict() throws Exception {
        RunRecord run = manager.start(SPEC, "key");
        RunConflictException conflict =
                catchThrowableOfType(RunConflictException.class, () -> manager.start(OTHER_SPEC, "key"));
        assertThat(conflict.kind()).isEqualTo(RunConflictException.Kind.IDEMPOTENCY_KEY_REUSED);
        assertThat(conflict.runId()).isEqualTo(run.id());
    }

    @Test
    void stopBeforeTheExecutionBeginsSendsNothing() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        announcements.holdStarted = told;
        RunRecord run = manager.start(SPEC, null);
        manager.stop(run.id());
        told.countDown();
        assertThat(announcements.until(RunState.STOPPED)).containsExactly("started PENDING", "ended STOPPED");
        assertThat(found(run).result()).isNull();
        assertThat(found(run).startedAt()).isNull();
        assertThat(executor.of(run).begun.getCount()).isEqualTo(1);
        assertThat(executor.of(run).closes).hasValue(1);
    }

    @Test
    void stopOfARunThatGoesOnKeepsWhatWasMeasured() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run);
        assertThat(manager.stop(run.id()).id()).isEqualTo(run.id());
        announcements.until(RunState.STOPPED);
        assertThat(stored(run).result()).isNotNull();
    }

    @Test
    void stopOfAnEndedRunChangesNothing() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).ends(RunState.COMPLETED);
        announcements.until(RunState.COMPLETED);
        assertThat(manager.stop(run.id()).state()).isEqualTo(RunState.COMPLETED);
        assertThat(executor.of(run).stops).hasValue(0);
    }

    @Test
    void unknownRunIsNeitherFoundNorStopped() {
        assertThat(manager.find("nobody")).isEmpty();
        assertThatThrownBy(() -> manager.stop("nobody"))
                .isInstanceOf(UnknownRunException.class)
                .hasMessage("there is no run nobody");
    }

    @Test
    void executionThatThrowsFailsTheRunWithItsReasonAlone() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).completion.completeExceptionally(new IllegalStateException("no such stream"));
        announcements.until(RunState.FAILED);
        assertThat(found(run).failure()).isEqualTo("IllegalStateException: no such stream");
        assertThat(found(run).result()).isNull();
        assertThat(executor.of(run).closes).hasValue(1);
    }

    @Test
    void refusalAtPreflightFailsTheRunInItsOwnWords() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).completion.completeExceptionally(new RunRefusedException(Reason.PREFLIGHT, "nobody listens"));
        announcements.until(RunState.FAILED);
        assertThat(found(run).failure()).isEqualTo("nobody listens");
    }

    @Test
    void errorFailsTheRunToo() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).completion.completeExceptionally(new StackOverflowError());
        announcements.until(RunState.FAILED);
        assertThat(found(run).failure()).isEqualTo("StackOverflowError");
    }

    @Test
    void executionThatReturnsWithoutAnEndFailsTheRunAndKeepsTheFigures() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).ends(RunState.DRAINING);
        announcements.until(RunState.FAILED);
        assertThat(found(run).failure()).contains("DRAINING");
        assertThat(stored(run).result()).isNotNull();
    }

    @Test
    void listenerThatThrowsDoesNotTouchTheRun() throws Exception {
        RunListener broken = event -> {
            throw new IllegalStateException("listener");
        };
        try (RunManager told =
                manager(store, new RunEventBus(List.of(broken, announcements)), Duration.ofSeconds(10))) {
            RunRecord first = told.start(SPEC, null);
            begun(first).ends(RunState.COMPLETED);
            assertThat(announcements.until(RunState.COMPLETED)).containsExactly("started PENDING", "ended COMPLETED");
        }
        RunManager other = manager(store, broken, Duration.ofSeconds(10));
        RunRecord run = other.start(SPEC, null);
        begun(run).ends(RunState.COMPLETED);
        other.close();
        assertThat(other.find(run.id())).map(RunRecord::state).contains(RunState.COMPLETED);
    }

    @Test
    void runWhoseEndCannotBeStoredIsStillFound() throws Exception {
        RunStore full = new RefusingStore(store, RunState.COMPLETED);
        try (RunManager other = manager(full, announcements, Duration.ofSeconds(10))) {
            RunRecord run = other.start(SPEC, null);
            begun(run).ends(RunState.COMPLETED);
            announcements.until(RunState.COMPLETED);
            assertThat(other.find(run.id())).map(RunRecord::state).contains(RunState.COMPLETED);
            assertThat(other.list(0, 1)).extracting(RunRecord::state).containsExactly(RunState.COMPLETED);
        }
    }

    @Test
    void announcementsOfTheNextRunWaitForThoseOfTheOneBefore() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        announcements.holdEnded = slow;
        RunRecord first = manager.start(SPEC, null);
        begun(first).ends(RunState.COMPLETED);
        await(announcements.ending);
        BlockingQueue<RunRecord> started = new LinkedBlockingQueue<>();
        Thread starter = Thread.ofPlatform().start(() -> {
            try {
                started.add(manager.start(SPEC, null));
            } catch (RunRefusedException e) {
                throw new AssertionError(e);
            }
        });
        awaitBlocked(starter);
        assertThat(executor.scripts).hasSize(1);
        slow.countDown();
        starter.join();
        RunRecord second = Objects.requireNonNull(started.poll(30, TimeUnit.SECONDS));
        begun(second).ends(RunState.STOPPED);
        assertThat(announcements.until(RunState.STOPPED))
                .containsExactly("started PENDING", "ended COMPLETED", "started PENDING", "ended STOPPED");
    }

    @Test
    void startThatCannotBeStoredLeavesNothing() throws Exception {
        RunStore broken = new RefusingStore(store, RunState.PENDING);
        RunManager other = manager(broken, announcements, Duration.ofSeconds(10));
        assertThatThrownBy(() -> other.start(SPEC, "key")).hasMessage("the disk is full");
        assertThat(executor.scripts.values())
                .singleElement()
                .satisfies(script -> assertThat(script.closes).hasValue(1));
        assertThatThrownBy(() -> other.start(SPEC, "key"))
                .as("no run holds the place or the key")
                .hasMessage("the disk is full");
    }

    @Test
    void closeStopsTheRunAndStoresWhatItMeasured() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        Script script = begun(run);
        manager.close();
        RunRecord stored = store.find(run.id()).orElseThrow();
        assertThat(stored.state()).isEqualTo(RunState.STOPPED);
        assertThat(stored.result()).isNotNull();
        assertThat(script.abandons).hasValue(0);
        assertThat(threadsOf(run)).isEmpty();
        assertThatThrownBy(() -> manager.start(SPEC, null)).isInstanceOf(ShuttingDownException.class);
        manager.close();
    }

    @Test
    void closeAbandonsARunThatDoesNotDrainInTime() throws Exception {
        RunManager hasty = manager(store, announcements, Duration.ofMillis(1));
        RunRecord run = hasty.start(SPEC, null);
        Script script = begun(run);
        script.endsWhenStopped = false;
        hasty.close();
        assertThat(script.abandons).hasValue(1);
        assertThat(store.find(run.id()).orElseThrow().result()).isNotNull();
        assertThat(threadsOf(run)).isEmpty();
    }

    @Test
    void closeAbandonsARunThatCannotBeStopped() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        Script script = begun(run);
        script.stopThrows = true;
        manager.close();
        assertThat(script.abandons).hasValue(1);
        assertThat(store.find(run.id()).orElseThrow().state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void interruptedCloseAbandonsTheRunAndKeepsTheInterrupt() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        Script script = begun(run);
        script.endsWhenStopped = false;
        Thread.currentThread().interrupt();
        manager.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(script.abandons).hasValue(1);
        assertThat(store.find(run.id()).orElseThrow().state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void runThatIsPreparedWhenTheManagerClosesLetsItsFixtureSetGo() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        executor.onPrepare = script -> {
            preparing.countDown();
            await(closing);
        };
        BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        Thread starter = Thread.ofPlatform().start(() -> {
            try {
                manager.start(SPEC, null);
            } catch (RunRefusedException | RuntimeException e) {
                thrown.add(e);
            }
        });
        await(preparing);
        Thread closer = Thread.ofPlatform().start(manager::close);
        awaitBlocked(closer);
        closing.countDown();
        starter.join();
        closer.join();
        assertThat(thrown.poll(30, TimeUnit.SECONDS)).isInstanceOf(ShuttingDownException.class);
        assertThat(executor.scripts.values())
                .singleElement()
                .satisfies(script -> assertThat(script.closes).hasValue(1));
    }

    private Script begun(RunRecord run) {
        Script script = executor.of(run);
        await(script.begun);
        return script;
    }

    @Test
    void figuresOfAnEndedRunAreLetGoAndItsOutcomeIsKept() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run).ends(RunState.COMPLETED);
        manager.close();

        assertThat(found(run).result()).isNull();
        assertThat(found(run).outcome()).isEqualTo(stored(run).outcome()).isNotNull();
    }

    @Test
    void endedRunIsForgottenAndAnActiveOneIsNot() throws Exception {
        RunRecord run = manager.start(SPEC, null);
        begun(run);
        assertThatThrownBy(() -> manager.delete(run.id())).isInstanceOf(RunConflictException.class);
        executor.of(run).ends(RunState.COMPLETED);
        announcements.until(RunState.COMPLETED);
        manager.delete(run.id());

        assertThat(manager.find(run.id())).isEmpty();
        assertThat(manager.count()).isZero();
        assertThatThrownBy(() -> manager.delete(run.id())).isInstanceOf(UnknownRunException.class);
    }

    private RunRecord stored(RunRecord run) {
        return store.find(run.id()).orElseThrow();
    }

    private RunRecord found(RunRecord run) {
        return manager.find(run.id()).orElseThrow();
    }

    private static void awaitBlocked(Thread thread) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).as("the thread had to wait").isTrue();
            assertThat(System.nanoTime()).as("too long").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }

    private static List<Thread> threadsOf(RunRecord run) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(run.id()))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Cannot save runs in one state. */
    private record RefusingStore(RunStore store, RunState refused) implements RunStore {
        @Override
        public void save(RunRecord run) {
            if (run.state() == refused) {
                throw new IllegalStateException("the disk is full");
            }
            store.save(run);
        }

        @Override
        public Optional<RunRecord> find(String id) {
            return store.find(id);
        }

        @Override
        public List<RunRecord> list(int offset, int limit) {
            return store.list(offset, limit);
        }

        @Override
        public long count() {
            return store.count();
        }

        @Override
        public void delete(String id) {
            store.delete(id);
        }
    }

    /** What a listener was told, in order. */
    private static final class Announcements implements RunListener {
        private final BlockingQueue<RunRecord> told = new LinkedBlockingQueue<>();
        private final List<String> seen = new ArrayList<>();
        volatile CountDownLatch holdStarted = new CountDownLatch(0);
        volatile CountDownLatch holdEnded = new CountDownLatch(0);
        final CountDownLatch ending = new CountDownLatch(1);

        @Override
        public void on(RunEvent event) {
            switch (event) {
                case RunEvent.Started started -> {
                    await(holdStarted);
                    told.add(started.run());
                }
                case RunEvent.StateEntered entered -> told.add(entered.run());
                case RunEvent.Ended ended -> {
                    ending.countDown();
                    await(holdEnded);
                    told.add(ended.run());
                }
                case RunEvent.Rehearsed rehearsed -> throw new AssertionError("nothing was rehearsed");
                case RunEvent.Searched searched -> throw new AssertionError("nothing was searched");
                case RunEvent.SecondEnded second -> throw new AssertionError("no second was measured");
                case RunEvent.CheckpointTaken taken -> throw new AssertionError("no checkpoint was taken");
            }
        }

        List<String> until(RunState awaited) throws InterruptedException {
            while (true) {
                RunRecord run = Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "never " + awaited);
                String kind = run.state() == RunState.PENDING
                        ? "started "
                        : run.state().isTerminal() ? "ended " : "changed ";
                seen.add(kind + run.state());
                if (run.state() == awaited) {
                    return List.copyOf(seen);
                }
            }
        }
    }
}
