package io.loadgen.lifecycle.live;

import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.LiveFigures;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunRecord;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The one place where snapshots of the active run are made. Hears of its seconds and states from the run's own threads, and tells
 * every follower the same. It has no thread and waits for nobody, so that nobody who follows a run can delay it.
 *
 * <p>Any thread; calls exclude each other and are short.
 */
public final class LiveFeed implements RunListener {
    private final InstantSource clock;
    private final CopyOnWriteArrayList<LiveFollower> followers = new CopyOnWriteArrayList<>();
    private @Nullable WatchedRun watched;

    /**
     * A feed without followers.
     *
     * @param clock wall time, for the times of states
     */
    public LiveFeed(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Tells a follower of everything from now on.
     *
     * @param follower whom
     * @return ends it
     */
    public synchronized Following follow(LiveFollower follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /**
     * Tells a follower of one run from now on: first its state and what is remembered of it, if it is the active one. A run that is
     * not, or not yet, is told of when it becomes so.
     *
     * @param runId the run
     * @param after the second after which snapshots are wanted that were made already, -1 for all that are remembered, the last
     *     15 minutes; empty for the newest only
     * @param follower whom
     * @return ends it
     */
    public synchronized Following follow(String runId, OptionalLong after, LiveFollower follower) {
        LiveFollower ofOne = event -> {
            if (event.runId().equals(runId)) {
                follower.on(event);
            }
        };
        if (watched != null && watched.is(runId)) {
            ofOne.on(watched.state());
            watched.rehearsal().ifPresent(ofOne::on);
            watched.search().ifPresent(ofOne::on);
            if (after.isPresent()) {
                watched.after(after.getAsLong()).forEach(ofOne::on);
            } else {
                ofOne.on(watched.now());
            }
        }
        return follow(ofOne);
    }

    @Override
    public synchronized void on(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> {
                watched = new WatchedRun(
                        started.run().id(), started.run().spec(), started.run().state(), clock.instant());
                publish(watched.state());
            }
            case RunEvent.StateEntered entered -> {
                if (watched != null && watched.is(entered.run().id())) {
                    publish(watched.enter(entered.run().state(), clock.instant()));
                }
            }
            case RunEvent.Rehearsed rehearsed -> {
                if (watched != null && watched.is(rehearsed.runId())) {
                    publish(watched.rehearsed(rehearsed.figures()));
                }
            }
            case RunEvent.Searched searched -> {
                if (watched != null && watched.is(searched.runId())) {
                    publish(watched.searched(searched.found()));
                }
            }
            case RunEvent.SecondEnded second -> {
                if (watched != null && watched.is(second.second().runId())) {
                    publish(watched.second(second.second()));
                }
            }
            case RunEvent.CheckpointTaken taken -> {}
            case RunEvent.Ended ended -> {
                watched = null;
                publish(new LiveEvent.Ended(ended.run()));
            }
        }
    }

    /**
     * To be called once a second by whoever has a thread to do so: states that have no seconds of their own get a snapshot by it.
     *
     * @param now the active run; ignored if it is another, or has seconds
     */
    public synchronized void tick(RunRecord now) {
        if (watched != null && watched.is(now.id()) && !watched.hasSeconds()) {
            publish(watched.between(audit(now.live())));
        }
    }

    /**
     * The active run.
     *
     * @return its id, empty when there is none
     */
    public synchronized Optional<String> activeRun() {
        return Optional.ofNullable(watched).map(run -> run.state().runId());
    }

    private static @Nullable AuditProgress audit(@Nullable LiveFigures live) {
        return live == null ? null : live.audit();
    }

    private void publish(LiveEvent event) {
        followers.forEach(follower -> follower.on(event));
    }

    /** A follower that is being told. */
    @FunctionalInterface
    public interface Following extends AutoCloseable {
        /** Tells it no more. Idempotent. */
        @Override
        void close();
    }
}
