package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.Decision;
import io.loadgen.sandbox.FaultPlan;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatedPlatform;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SpecBuilder;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A laboratory for trials of the verdict: each with full pools, and with what goes wrong in it and no more. */
final class TrialBench implements AutoCloseable {
    static final FixtureSpec FIXTURE = new FixtureSpec("trials", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 40, 100);

    private static final Duration EVENT_DELAY = Duration.ofMillis(1_500);
    private static final int TRIES = 10;

    /** By which a verdict says that the machine was too busy for the generator. */
    private static final List<String> BUSY =
            List.of("were sent more than 10 ms late", "of the target of", "the listener was late");

    final Laboratory laboratory;
    private final FixturePlan plan;
    private final SwitchedFaults faults;
    private boolean fresh = true;

    TrialBench(SimulatorSettings settings) throws Exception {
        this(new SwitchedFaults(), settings);
    }

    private TrialBench(SwitchedFaults faults, SimulatorSettings settings) throws Exception {
        this(new Laboratory(settings.withFaults(faults)), faults);
    }

    /** On a platform that nothing goes wrong with but what a trial does to it. */
    TrialBench(Laboratory laboratory) throws Exception {
        this(laboratory, new SwitchedFaults());
    }

    private TrialBench(Laboratory laboratory, SwitchedFaults faults) throws Exception {
        this.laboratory = laboratory;
        this.faults = faults;
        plan = laboratory.seed(FIXTURE);
    }

    SimulatedPlatform platform() {
        return laboratory.sandbox().platform();
    }

    /** The first requests of a fresh platform are slow enough to be taken for faults. */
    void warmUp(SpecBuilder spec) throws Exception {
        verdict(Trial.of("warm-up", spec));
    }

    /** The verdict is the right one, for the right reasons. A trial that the machine made void is made again. */
    void holds(Trial trial) throws Exception {
        holds(trial, () -> verdict(trial));
    }

    /** The same for a trial that leaves its platform unfit for another: each on one of its own. */
    static void holdsOn(Fresh platform, Trial trial) throws Exception {
        holds(trial, () -> verdictOn(platform, trial));
    }

    /** Whatever the server's release makes of it: either it costs nothing, or its reason is named, and it is never the platform's. */
    static void costsNothingOrIsNamedOn(Fresh platform, Trial trial, String reason) throws Exception {
        Verdict found = verdictOn(platform, trial);
        assertThat(found.decision())
                .as("%s, for %s", trial.cause(), found.reasons())
                .isIn(Decision.PASS, Decision.INCONCLUSIVE);
        if (found.decision() == Decision.INCONCLUSIVE) {
            assertThat(found.reasons())
                    .as(trial.cause())
                    .anySatisfy(said -> assertThat(said).contains(reason));
        }
    }

    private static void holds(Trial trial, Callable<Verdict> attempt) throws Exception {
        Verdict found = attempt.call();
        for (int tried = 1; isVoid(trial, found) && tried < TRIES; tried++) {
            found = attempt.call();
        }
        assertRight(trial, found);
    }

    private static Verdict verdictOn(Fresh platform, Trial trial) throws Exception {
        try (TrialBench bench = platform.make()) {
            return bench.verdict(trial);
        }
    }

    /** Makes a platform, in the state that the trial is about. */
    interface Fresh {
        TrialBench make() throws Exception;
    }

    private static void assertRight(Trial trial, Verdict found) {
        assertThat(found.decision())
                .as("%s, for %s", trial.cause(), found.reasons())
                .isEqualTo(trial.decision());
        for (String reason : trial.reasons()) {
            assertThat(found.reasons())
                    .as(trial.cause())
                    .anySatisfy(said -> assertThat(said).contains(reason));
        }
    }

    private static boolean isVoid(Trial trial, Verdict found) {
        return found.decision() == Decision.INCONCLUSIVE
                && trial.decision() != Decision.INCONCLUSIVE
                && found.reasons().stream().anyMatch(reason -> BUSY.stream().anyMatch(reason::contains));
    }

    private Verdict verdict(Trial trial) throws Exception {
        Faults planned = new Faults().delayingEventsBy(EVENT_DELAY);
        trial.platform().accept(planned);
        trial.own().accept(laboratory.ownFaults());
        if (!fresh) {
            laboratory.reset(plan);
        }
        fresh = false;
        faults.to(planned);
        try {
            String run = laboratory.start(trial.spec());
            laboratory.awaitState(run, RunState.WARMUP);
            trial.meanwhile().happens(this, run);
            return Laboratory.result(laboratory.awaitEnd(run)).verdict();
        } finally {
            faults.to(FaultPlan.none());
            laboratory.ownFaults().none();
            laboratory.auditsFindNoMongo(false);
        }
    }

    /** Somebody else's member in a room of the set. */
    void addStranger() {
        laboratory.addStranger(plan.roomId(0));
    }

    /** What bears the id of a request, and comes where its event is awaited, but is none. */
    void publishUnreadableEvent() throws Exception {
        ChatContract contract = ChatContract.of(ContractVersion.B, SandboxSettings.DEFAULT_SITE);
        Connection watcher = Nats.connect(laboratory.sandbox().natsUrl());
        try {
            Subscription jobs = watcher.subscribe(contract.canonicalMemberAdd());
            Message job = Objects.requireNonNull(jobs.nextMessage(Duration.ofSeconds(30)), "a job");
            String id = Objects.requireNonNull(job.getHeaders().getFirst(Headers.REQUEST_ID));
            watcher.publish(
                    contract.memberEvent(plan.roomId(0)),
                    new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, id),
                    "no event".getBytes(StandardCharsets.UTF_8));
            watcher.flush(Duration.ofSeconds(30));
        } finally {
            watcher.close();
        }
    }

    @Override
    public void close() {
        laboratory.close();
    }
}
