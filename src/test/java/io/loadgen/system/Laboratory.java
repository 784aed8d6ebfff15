package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.loadgen.application.RunTypes;
import io.loadgen.audit.AuditSources;
import io.loadgen.contract.ContractChoice;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.EvidentContract;
import io.loadgen.engine.Keeping;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.LoadRunExecutor;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.PlatformAccess;
import io.loadgen.engine.Rehearsals;
import io.loadgen.engine.RunCheckpoint;
import io.loadgen.engine.RunObserver;
import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.memory.DiskBudget;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.privileges.DatabaseFeature.Home;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.lifecycle.InMemoryRunStore;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.mongo.DatabaseEvidence;
import io.loadgen.mongo.MongoDatabaseInspection;
import io.loadgen.mongo.MongoFixtureCatalog;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.mongo.MongoMembershipReader;
import io.loadgen.mongo.MongoProbeSets;
import io.loadgen.mongo.MongoServiceIndexes;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.mongo.ServerTroubles;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsJobStream;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.OtherSite;
import io.loadgen.nats.StreamEvidence;
import io.loadgen.preflight.Preflight;
import io.loadgen.preflight.PreflightPorts;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightSettings;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Presets;
import io.loadgen.spec.RunSpec;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.ThreadScheduling;
import io.loadgen.time.WaitStrategy;
import io.loadgen.valkey.ValkeyAddress;
import io.loadgen.valkey.ValkeyRoomKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** A platform, usually a sandbox, and everything that runs need, wired as in the service; in the words of a test. */
final class Laboratory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration AUDIT_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(10);

    /** Where NATS is away, that is what a test is about, and it says so. */
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(5);

    private static final int SECONDS_BETWEEN_CHECKPOINTS = 2;

    private static final Path SPOOL = Path.of("target");

    private final Ground ground;
    private final MongoClient mongo;
    private final MongoClient deadMongo;
    private final Optional<ValkeyRoomKeys> valkeyKeys;
    private final MongoFixtureStore store;
    private final FixtureService fixtures;
    private final NatsLink link;
    private final ChatPlatform platform;
    private final Preflight preflight;
    private final Preflight lenient;
    private final RunManager runs;
    private volatile boolean auditsFindNoMongo;
    private volatile boolean careless;
    private volatile boolean anySize;
    private final Checkpoints checkpoints = new Checkpoints();
    private final Announcements announcements = new Announcements(PATIENCE);
    private final OwnFaults ownFaults = new OwnFaults();

    /** Wires everything, with a pacing of one's own. No probes, which would be drawn faults for. */
    Laboratory(SimulatorSettings simulator, WaitStrategy pacing) {
        this(Ground.sandbox(simulator), pacing, false, AUDIT_TIMEOUT);
    }

    private Laboratory(Ground ground, WaitStrategy pacing, boolean probe, Duration auditTimeout) {
        this(ground, pacing, probe, auditTimeout, RehearsalSettings.OFF, OtherSite.NONE);
    }

    private Laboratory(
            Ground ground,
            WaitStrategy pacing,
            boolean probe,
            Duration auditTimeout,
            RehearsalSettings rehearsal,
            OtherSite otherSite) {
        this.ground = ground;
        mongo = MongoClients.create(ground.mongoUri());
        valkeyKeys = ground.valkeyAddress()
                .map(address -> new ValkeyRoomKeys(ValkeyAddress.parse(address), "", Duration.ofSeconds(5)));
        store = new MongoFixtureStore(
                mongo.getDatabase(ground.settings().database()),
                valkeyKeys.<RoomKeyWriter>map(keys -> keys).orElse(RoomKeyWriter.DOCUMENTS_ONLY));
        NanoClock clock = NanoClock.system();
        fixtures = new FixtureService(
                store,
                () -> IndexCreation.NONE,
                new MongoFixtureCatalog(new OwnDatabase(mongo, "loadgen")),
                FixtureLocks.NONE,
                clock,
                InstantSource.system(),
                Duration.ofSeconds(5));
        link = new NatsLink(new NatsSettings(List.of(ground.natsUrl()), Duration.ofSeconds(5)));
        ContractProvider contracts = detected();
        LoadSettings settings = new LoadSettings(
                clock,
                ownFaults.over(pacing),
                new LoadSettings.PacingThread(ThreadScheduling.REALTIME),
                InstantSource.system(),
                new SplittableRandom()::nextLong,
                1000,
                checkpoints,
                new Keeping(SECONDS_BETWEEN_CHECKPOINTS, Optional.of(SPOOL)));
        platform = ownFaults.over(new NatsChatPlatform(link, contracts, clock, otherSite));
        deadMongo = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300");
        MembershipReader found =
                new MongoMembershipReader(mongo.getDatabase(ground.settings().database()));
        MembershipReader dead = new MongoMembershipReader(
                deadMongo.getDatabase(ground.settings().database()));
        AuditSources audits = new AuditSources(
                (of, first, end) -> (auditsFindNoMongo ? dead : found).read(of, first, end),
                new NatsJobStream(link, contracts),
                auditTimeout);
        preflight = preflight(contracts, clock, probe, true);
        lenient = preflight(contracts, clock, probe, false);
        LoadRunExecutor executor = new LoadRunExecutor(
                fixtures,
                new PlatformAccess(platform, audits, this::look, new Rehearsals(rehearsal, SustainedLoad::new)),
                RunTypes.all(fixtures, settings),
                settings,
                HeapBudget.ofProcess(),
                new DiskBudget(() -> Long.MAX_VALUE));
        runs = new RunManager(
                executor,
                new InMemoryRunStore(10),
                InstantSource.system(),
                announcements,
                new SplittableRandom(),
                Duration.ofSeconds(2));
    }

    Laboratory(SimulatorSettings simulator) {
        this(simulator, usualPacing());
    }

    private Preflight preflight(ContractProvider contracts, NanoClock clock, boolean probe, boolean payloadSizes) {
        MongoDatabase database = mongo.getDatabase(ground.settings().database());
        PreflightPorts ports = new PreflightPorts(
                contracts,
                new NatsPlatformInspection(link),
                new MongoDatabaseInspection(
                        database, Map.of(Home.OWN, "loadgen", Home.HISTORY, "loadgen"), new ServerTroubles()),
                new MongoServiceIndexes(database),
                platform,
                store,
                new MongoProbeSets(database),
                valkeyKeys.map(keys -> keys));
        return new Preflight(
                ports,
                new PreflightSettings(
                        clock,
                        new ParkThenSpin(clock, 0),
                        InstantSource.system(),
                        new SplittableRandom(),
                        1000,
                        probe,
                        payloadSizes,
                        TargetPolicy.GRANTED));
    }

    private PreflightReport look(PreflightRequest request, BooleanSupplier cancelled) throws InterruptedException {
        return careless ? PreflightReport.NONE : (anySize ? lenient : preflight).check(request, cancelled);
    }

    /** From now on checkpoints go to {@code listener}. */
    void checkpointTo(Consumer<RunCheckpoint> listener) {
        checkpoints.listener = listener;
    }

    /** Hands checkpoints to whoever wants them now. */
    private static final class Checkpoints implements RunObserver {
        private volatile Consumer<RunCheckpoint> listener = checkpoint -> {};

        @Override
        public void checkpointTaken(RunCheckpoint checkpoint) {
            listener.accept(checkpoint);
        }
    }

    /** From now on runs begin on a platform that is known to be unfit. */
    void beCareless(boolean careless) {
        this.careless = careless;
    }

    /** From now on runs begin whose messages may be larger than the server takes. */
    void letAnySizeBegin() {
        anySize = true;
    }

    Preflight preflight() {
        return preflight;
    }

    /** What goes wrong on this side of the connection: nothing yet. */
    OwnFaults ownFaults() {
        return ownFaults;
    }

    private ContractProvider detected() {
        String site = ground.settings().site();
        return new EvidentContract(
                ContractChoice.AUTO,
                site,
                List.of(
                        new StreamEvidence(link, site),
                        new DatabaseEvidence(mongo.getDatabase(ground.settings().database()))));
    }

    /** Of which the audits wait for the worker, and then read, for half of that time each. */
    static Laboratory withAudits(Duration timeout, SimulatorSettings simulator) {
        return new Laboratory(Ground.sandbox(simulator), usualPacing(), false, timeout);
    }

    /** Every run is rehearsed, as the service does it. */
    static Laboratory rehearsing(SimulatorSettings simulator) {
        RehearsalSettings usual =
                new RehearsalSettings(true, RehearsalSettings.SHORTEST, Duration.ofSeconds(20), Duration.ZERO);
        return new Laboratory(Ground.sandbox(simulator), usualPacing(), false, AUDIT_TIMEOUT, usual, OtherSite.NONE);
    }

    /** That listens at another site, too. */
    static Laboratory hearing(OtherSite otherSite, SimulatorSettings simulator) {
        return new Laboratory(
                Ground.sandbox(simulator), usualPacing(), false, AUDIT_TIMEOUT, RehearsalSettings.OFF, otherSite);
    }

    /** Likewise, with a way of its own to NATS, which the platform does not take. */
    static Laboratory through(UnaryOperator<String> wayToNats, Duration timeout, SimulatorSettings simulator) {
        return new Laboratory(Ground.sandbox(simulator).through(wayToNats), usualPacing(), false, timeout);
    }

    private static WaitStrategy usualPacing() {
        return new ParkThenSpin(NanoClock.system(), ParkThenSpin.DEFAULT_SPIN_NANOS);
    }

    /** With a probe add before every run, as in the service. */
    static Laboratory withProbes(SimulatorSettings simulator) {
        return new Laboratory(Ground.sandbox(simulator), usualPacing(), true, AUDIT_TIMEOUT);
    }

    /** On servers that are somebody else's, with a way of its own to NATS, which the platform does not take. */
    static Laboratory on(Servers servers, UnaryOperator<String> wayToNats, SimulatorSettings simulator)
            throws Exception {
        return new Laboratory(Ground.on(servers, simulator).through(wayToNats), usualPacing(), false, AUDIT_TIMEOUT);
    }

    /** On servers that are somebody else's, with a probe add before every run. */
    static Laboratory on(Servers servers, SimulatorSettings simulator) throws Exception {
        return new Laboratory(Ground.on(servers, simulator), usualPacing(), true, AUDIT_TIMEOUT);
    }

    /** Of a laboratory that was not made on the servers of others. */
    Sandbox sandbox() {
        return (Sandbox) ground.platform();
    }

    RunManager runs() {
        return runs;
    }

    /** Seeds a preset with seed 42 and waits until it is there. */
    FixturePlan seed(String preset) throws Exception {
        return seed(Presets.named(preset).spec(42, ground.settings().site()));
    }

    FixturePlan seed(FixtureSpec spec) throws Exception {
        // A run that begins before there is a connection is refused; the laboratory is quicker than any operator.
        link.awaitFirstConnection(FIRST_CONNECTION);
        fixtures.seed(spec);
        assertThat(fixtures.await(spec.id(), PATIENCE).orElseThrow().state()).isEqualTo(FixtureState.READY);
        return fixtures.get(spec.id()).plan();
    }

    RemainingCandidates remaining(FixturePlan plan) {
        return fixtures.remaining(plan.spec().id());
    }

    /** Brings a seeded set back to its baseline, when the worker has nothing of it left to do. */
    void reset(FixturePlan plan) throws Exception {
        awaitIdleWorker();
        fixtures.reset(plan.spec().id());
        assertThat(fixtures.await(plan.spec().id(), PATIENCE).orElseThrow().state())
                .isEqualTo(FixtureState.READY);
    }

    /** Removes a set, when the worker has nothing of it left to do. */
    void tearDown(FixturePlan plan) throws Exception {
        awaitIdleWorker();
        tearDownAtOnce(plan);
    }

    /** Removes a set, whatever the worker still has to do of it. */
    void tearDownAtOnce(FixturePlan plan) throws Exception {
        fixtures.teardown(plan.spec().id());
        assertThat(fixtures.await(plan.spec().id(), PATIENCE)).isEmpty();
    }

    private void awaitIdleWorker() throws InjectionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        BacklogSample left = platform.backlog();
        while (left.pending() + left.ackPending() > 0) {
            assertThat(deadline - System.nanoTime())
                    .as("time left for the worker, which has %s", left)
                    .isPositive();
            LockSupport.parkNanos(POLL.toNanos());
            left = platform.backlog();
        }
    }

    /** Rooms of the platform, as its database holds them. */
    MongoCollection<Document> rooms() {
        return collection("rooms");
    }

    /** Somebody else's member in a room. */
    void addStranger(String roomId) {
        Document user = new Document("_id", "u1").append("account", "alice").append("isBot", false);
        subscriptions()
                .insertOne(
                        new Document("_id", "stranger").append("roomId", roomId).append("u", user));
    }

    /** Where the platform's messages are. */
    String natsUrl() {
        return ground.natsUrl();
    }

    /** Memberships, as the platform's database holds them. */
    MongoCollection<Document> subscriptions() {
        return collection("subscriptions");
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(ground.settings().database()).getCollection(name);
    }

    /** From now on, or no more, audits look for MongoDB where there is none. */
    void auditsFindNoMongo(boolean find) {
        auditsFindNoMongo = find;
    }

    /** Takes the key of a room away where the contract has it, and there alone. */
    void removeKey(FixturePlan plan, int room) {
        valkeyKeys.ifPresentOrElse(
                keys -> keys.remove(List.of(plan.roomId(room))),
                () -> rooms().updateOne(Filters.eq("_id", plan.roomId(room)), Updates.unset("encKey")));
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

    /** Waits until so many requests of an active run have come to their end. */
    void awaitEvents(String id, long events) {
        awaitLive(id, RunProgress::completed, events, "events");
    }

    /** Waits until an active run has processed so many slots of its schedule. */
    void awaitProcessed(String id, long slots) {
        awaitLive(id, RunProgress::processed, slots, "slots");
    }

    /** Waits until so many requests of an active run are under way. */
    void awaitOutstanding(String id, long requests) {
        awaitLive(id, RunProgress::outstanding, requests, "requests under way");
    }

    /** Waits until an active run says that room-worker takes no jobs. */
    WorkerStall awaitStall(String id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        LiveFigures live = runs.find(id).orElseThrow().live();
        while (live == null || live.stall() == null) {
            assertThat(runs.find(id).orElseThrow().state().isTerminal())
                    .as("the run ended before it said so")
                    .isFalse();
            assertThat(deadline - System.nanoTime()).as("time left for it").isPositive();
            LockSupport.parkNanos(POLL.toNanos());
            live = runs.find(id).orElseThrow().live();
        }
        return live.stall();
    }

    private void awaitLive(String id, ToLongFunction<RunProgress> figure, long wanted, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (live(id, figure) < wanted) {
            assertThat(runs.find(id).orElseThrow().state().isTerminal())
                    .as("the run ended before it had %s %s", wanted, what)
                    .isFalse();
            assertThat(deadline - System.nanoTime())
                    .as("time left for %s %s", wanted, what)
                    .isPositive();
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    long processed(String id) {
        return live(id, RunProgress::processed);
    }

    private long live(String id, ToLongFunction<RunProgress> figure) {
        LiveFigures live = runs.find(id).orElseThrow().live();
        return live == null ? 0 : figure.applyAsLong(live.progress());
    }

    /** Members of each room as found in the database. */
    int[] membersOfRooms(FixturePlan plan) {
        return store.subscriptionsPerRoom(plan);
    }

    /** The audit looked at every room, and found every membership that was promised and none besides. */
    static void assertNothingLost(AuditResult audit, long promised) {
        assertThat(audit.remarks()).isEmpty();
        assertThat(audit.status()).isEqualTo(AuditResult.Status.COMPLETE);
        assertThat(audit.count(AuditFigure.KEPT)).isEqualTo(promised);
        assertThat(audit.counts())
                .containsEntry(AuditFigure.LOST, 0L)
                .containsEntry(AuditFigure.DUPLICATE, 0L)
                .containsEntry(AuditFigure.REFUSED_BUT_FOUND, 0L)
                .containsEntry(AuditFigure.UNEXPECTED, 0L);
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
        deadMongo.close();
        valkeyKeys.ifPresent(ValkeyRoomKeys::close);
        ground.close();
    }
}
