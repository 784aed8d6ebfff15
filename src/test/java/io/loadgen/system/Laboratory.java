package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.contract.ChatContract;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSpec;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.Presets;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.mongo.MongoFixtureCatalog;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsSettings;
import io.loadgen.runs.InMemoryRunStore;
import io.loadgen.runs.IntervalListener;
import io.loadgen.runs.LoadRunExecutor;
import io.loadgen.runs.LoadSettings;
import io.loadgen.runs.RunListener;
import io.loadgen.runs.RunManager;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunRefusedException;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.RunState;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.WaitStrategy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A sandbox and everything that runs need, wired as in the service; in the words of a test. */
final class Laboratory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Sandbox sandbox;
    private final MongoClient mongo;
    private final MongoFixtureStore store;
    private final FixtureService fixtures;
    private final NatsLink link;
    private final RunManager runs;
    private final Announcements announcements = new Announcements();

    /** Wires everything, with a pacing of one's own. */
    Laboratory(SimulatorSettings simulator, WaitStrategy pacing) {
        sandbox = Sandbox.start(SandboxSettings.of(simulator));
        mongo = MongoClients.create(sandbox.mongoUri());
        store = new MongoFixtureStore(mongo.getDatabase(sandbox.settings().database()), RoomKeyWriter.DOCUMENTS_ONLY);
        NanoClock clock = NanoClock.system();
        fixtures = new FixtureService(
                store,
                new MongoFixtureCatalog(mongo.getDatabase("loadgen")),
                clock,
                InstantSource.system(),
                Duration.ofSeconds(5));
        link = new NatsLink(new NatsSettings(List.of(sandbox.natsUrl()), Optional.empty(), Duration.ofSeconds(5)));
        ChatContract contract =
                ChatContract.of(simulator.version(), sandbox.settings().site());
        LoadSettings settings = new LoadSettings(
                clock, pacing, InstantSource.system(), new SplittableRandom()::nextLong, 1000, IntervalListener.NONE);
        LoadRunExecutor executor = new LoadRunExecutor(fixtures, new NatsChatPlatform(link, contract, clock), settings);
        runs = new RunManager(
                executor,
                new InMemoryRunStore(10),
                InstantSource.system(),
                announcements,
                new SplittableRandom(),
                Duration.ofSeconds(2));
    }

    Laboratory(SimulatorSettings simulator) {
        this(simulator, new ParkThenSpin(NanoClock.system(), ParkThenSpin.DEFAULT_SPIN_NANOS));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    RunManager runs() {
        return runs;
    }

    /** Seeds a preset with seed 42 and waits until it is there. */
    FixturePlan seed(String preset) throws Exception {
        return seed(Presets.named(preset).spec(42, sandbox.settings().site()));
    }

    FixturePlan seed(FixtureSpec spec) throws Exception {
        fixtures.seed(spec);
        assertThat(fixtures.await(spec.id(), PATIENCE).orElseThrow().state()).isEqualTo(FixtureState.READY);
        return new FixturePlan(spec);
    }

    /** Carries a run out and gives its record, ended with a result. */
    RunRecord run(RunSpec spec) throws Exception {
        return awaitEnd(start(spec));
    }

    String start(RunSpec spec) throws RunRefusedException {
        return runs.start(spec, null).id();
    }

    RunRecord awaitEnd(String id) throws InterruptedException {
        return announcements.await(id, record -> record.state().isTerminal());
    }

    RunRecord awaitState(String id, RunState state) throws InterruptedException {
        return announcements.await(id, record -> record.state().compareTo(state) >= 0);
    }

    /** Members of each room as found in the database. */
    int[] membersOfRooms(FixturePlan plan) {
        return store.subscriptionsPerRoom(plan);
    }

    static RunResult result(RunRecord record) {
        RunResult result = record.result();
        assertThat(result)
                .as("result of %s, which failed with: %s", record.id(), record.failure())
                .isNotNull();
        return java.util.Objects.requireNonNull(result);
    }

    @Override
    public void close() {
        runs.close();
        fixtures.close();
        link.close();
        mongo.close();
        sandbox.close();
    }

    /** Turns announcements into something to wait for. */
    private static final class Announcements implements RunListener {
        private final Map<String, BlockingQueue<RunRecord>> records = new ConcurrentHashMap<>();

        @Override
        public void started(RunRecord run) {
            enter(run);
        }

        @Override
        public void stateChanged(RunRecord run) {
            enter(run);
        }

        @Override
        public void ended(RunRecord run) {
            enter(run);
        }

        private void enter(RunRecord run) {
            of(run.id()).add(run);
        }

        private BlockingQueue<RunRecord> of(String id) {
            return records.computeIfAbsent(id, key -> new LinkedBlockingQueue<>());
        }

        RunRecord await(String id, Predicate<RunRecord> condition) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                RunRecord next = of(id).poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(next).as("news of run %s within %s", id, PATIENCE).isNotNull();
                if (next != null && condition.test(next)) {
                    return next;
                }
            }
        }
    }
}
