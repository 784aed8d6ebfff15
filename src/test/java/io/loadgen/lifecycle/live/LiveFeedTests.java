package io.loadgen.lifecycle.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunProgress;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.result.Rehearsed;
import io.loadgen.result.RunState;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveFeedTests {
    private final LiveFeed feed = new LiveFeed(InstantSource.fixed(LiveSeconds.START));
    private final List<LiveEvent> told = new ArrayList<>();

    @Test
    void tellsOfStatesSecondsAndTheEndInOrder() {
        feed.follow(told::add);
        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
        feed.on(new RunEvent.StateEntered(LiveSeconds.run(RunState.MEASURING)));
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(0)));
        RunRecord ended = LiveSeconds.run(RunState.COMPLETED);
        feed.on(new RunEvent.Ended(ended));

        assertThat(told)
                .hasSize(4)
                .startsWith(
                        new LiveEvent.Entered(LiveSeconds.RUN, RunState.PENDING, LiveSeconds.START),
                        new LiveEvent.Entered(LiveSeconds.RUN, RunState.MEASURING, LiveSeconds.START))
                .endsWith(new LiveEvent.Ended(ended));
        assertThat(told.get(2)).isInstanceOf(LiveEvent.Snapshot.class);
    }

    @Test
    void snapshotIsOfTheLastSecond() {
        begin(RunState.MEASURING);
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(0)));
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(1)));

        RunSnapshot second = lastSnapshot();
        assertThat(second.progress()).isEqualTo(LiveSeconds.second(1).progress());
        assertThat(second.targetRatePerSecond()).isEqualTo(200);
        assertThat(second.progress().share()).isEqualTo(206.0 / LiveSeconds.PLANNED_SLOTS);
        assertThat(second.timeLeft()).isEqualTo(new TimeLeft(Duration.ofSeconds(58), TimeLeft.Basis.SCHEDULE));
    }

    @Test
    void nothingIsDueWhileTheRunDrains() {
        begin(RunState.DRAINING);
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(60)));

        assertThat(lastSnapshot().targetRatePerSecond()).isNull();
        assertThat(lastSnapshot().timeLeft()).isNull();
    }

    @Test
    void closedLoopIsEstimatedByItsPaceAndHasNoTarget() {
        RunSpec spec = capacity();
        feed.follow(told::add);
        feed.on(new RunEvent.Started(LiveSeconds.run("capacity-1", spec, RunState.PENDING)));
        feed.on(new RunEvent.StateEntered(LiveSeconds.run("capacity-1", spec, RunState.MEASURING)));
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second("capacity-1", spec, 0)));

        // 11,897 slots at 103 a second.
        assertThat(lastSnapshot().timeLeft()).isEqualTo(new TimeLeft(Duration.ofSeconds(116), TimeLeft.Basis.PACE));
        assertThat(lastSnapshot().targetRatePerSecond()).isNull();
    }

    @Test
    void statesWithoutSecondsGetASnapshotByTheTick() {
        begin(RunState.MEASURING);
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(0)));
        feed.tick(auditing(null));
        assertThat(snapshots()).as("a state with seconds needs none").hasSize(1);

        feed.on(new RunEvent.StateEntered(LiveSeconds.run(RunState.AUDITING)));
        feed.tick(auditing(new AuditProgress(1, 4)));

        assertThat(lastSnapshot().state()).isEqualTo(RunState.AUDITING);
        assertThat(lastSnapshot().audit()).isEqualTo(new AuditProgress(1, 4));
        assertThat(lastSnapshot().second()).isNull();
        assertThat(lastSnapshot().progress().sent()).isEqualTo(100);
    }

    @Test
    void whoComesLateIsToldTheStateAndTheNewestSecond() {
        begin(RunState.MEASURING);
        LiveEvent.Rehearsed rehearsed = new LiveEvent.Rehearsed(LiveSeconds.RUN, Rehearsed.steady(LiveSeconds.RUN, 1));
        feed.on(new RunEvent.Rehearsed(rehearsed.runId(), rehearsed.figures()));
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(0)));
        feed.on(new RunEvent.SecondEnded(LiveSeconds.second(1)));
        assertThat(told).contains(rehearsed);
        told.clear();

        feed.follow(LiveSeconds.RUN, OptionalLong.empty(), told::add);

        assertThat(told).hasSize(3).contains(rehearsed, atIndex(1)).first().isInstanceOf(LiveEvent.Entered.class);
        assertThat(seconds()).containsExactly(1L);
    }

    @Test
    void whoComesAgainIsToldWhatItMissed() {
        begin(RunState.MEASURING);
        for (int second = 0; second < 1000; second++) {
            feed.on(new RunEvent.SecondEnded(LiveSeconds.second(second)));
        }
        told.clear();
        feed.follow(LiveSeconds.RUN, OptionalLong.of(996), told::add).close();
        assertThat(seconds()).containsExactly(997L, 998L, 999L);

        told.clear();
        feed.follow(LiveSeconds.RUN, OptionalLong.of(-1), told::add).close();
        assertThat(seconds()).as("15 minutes are remembered").hasSize(900).startsWith(100L);
    }

    @Test
    void runThatIsNotAnnouncedYetCanBeFollowed() {
        feed.follow(LiveSeconds.RUN, OptionalLong.empty(), told::add);
        assertThat(told).isEmpty();

        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));

        assertThat(told).hasSize(1);
    }

    @Test
    void followerOfOneRunHearsOfNoOther() {
        feed.follow("another", OptionalLong.empty(), told::add);
        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
        feed.on(new RunEvent.Ended(LiveSeconds.run(RunState.COMPLETED)));

        assertThat(told).isEmpty();
    }

    @Test
    void followerIsToldNothingMoreWhenItEnds() {
        feed.follow(told::add).close();
        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));

        assertThat(told).isEmpty();
    }

    private void begin(RunState state) {
        feed.on(new RunEvent.Started(LiveSeconds.run(RunState.PENDING)));
        feed.on(new RunEvent.StateEntered(LiveSeconds.run(state)));
        feed.follow(told::add);
    }

    private List<RunSnapshot> snapshots() {
        return told.stream()
                .filter(LiveEvent.Snapshot.class::isInstance)
                .map(event -> ((LiveEvent.Snapshot) event).snapshot())
                .toList();
    }

    private RunSnapshot lastSnapshot() {
        return snapshots().getLast();
    }

    private List<Long> seconds() {
        return snapshots().stream()
                .map(RunSnapshot::second)
                .map(second -> second == null ? -1 : second.second())
                .toList();
    }

    private static RunRecord auditing(@Nullable AuditProgress audit) {
        RunRecord run = LiveSeconds.run(RunState.AUDITING);
        LiveFigures live = new LiveFigures(RunProgress.NONE, null, null, null, audit, null);
        return new RunRecord(
                run.id(), run.spec(), run.state(), new RunTimes(run.createdAt(), null, null), null, live, null);
    }

    private static CapacitySpec capacity() {
        return new SpecBuilder().fixture("members-capacity-42").observeHandoff().filling(500);
    }
}
