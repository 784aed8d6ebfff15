package io.loadgen.engine;

import io.loadgen.bench.Company;
import io.loadgen.bench.Cost;
import io.loadgen.bench.Workload;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.engine.sustained.SustainedPlan;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsSettings;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.Basis;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.ThreadScheduling;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Loadgen's side of the benchmark: whole runs of its own engine over its own NATS adapter, with every recording that a run makes,
 * each checked to have lost nothing. Lives in this package to run a load that no user can ask for, {@link WindowedLoad}.
 */
public final class EngineRuns implements AutoCloseable {
    /** What the product asks for. At full rate a window sets the pace, and no thread keeps a schedule. */
    private static final ThreadScheduling PACED =
            ThreadScheduling.valueOf(System.getProperty("bench.urgency", ThreadScheduling.REALTIME.name()));

    /** As in the service, one for all runs of the process. */
    private static final Rehearsals REHEARSALS = new Rehearsals(
            new RehearsalSettings(
                    Boolean.parseBoolean(System.getProperty("bench.rehearsal", "true")),
                    RehearsalSettings.SHORTEST,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(15)),
            SustainedLoad::new);

    private static final Rehearsals NONE = new Rehearsals(RehearsalSettings.OFF, SustainedLoad::new);

    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final int MAX_OUTSTANDING = 100_000;

    private final NanoClock clock = NanoClock.system();
    private final SplittableRandom random = new SplittableRandom(42);
    private final NatsLink link;
    private final NatsChatPlatform platform;
    private final Company company;

    /**
     * Connects.
     *
     * @param url the NATS server
     * @param contract names the subjects
     * @param company what its load makes work
     */
    public EngineRuns(String url, ChatContract contract, Company company) {
        this.company = company;
        link = new NatsLink(new NatsSettings(List.of(url), Duration.ofSeconds(5)));
        while (!link.isConnected()) {
            Thread.onSpinWait();
        }
        platform = new NatsChatPlatform(link, ContractProvider.always(contract), clock);
    }

    /**
     * A run whose window alone sets the pace.
     *
     * @param mode {@code frontdoor} or {@code canonical}
     * @param handoff whether the canonical subject is watched
     * @param requests how many
     * @return what it cost
     * @throws Exception when the run fails or its books do not balance
     */
    public Map<String, Double> atFullRate(String mode, boolean handoff, long requests) throws Exception {
        FixturePlan plan = new FixturePlan(Workload.fixture(requests));
        WindowedLoad load = new WindowedLoad(requests, RemainingCandidates.full(plan), clock);
        complete(spec(plan, 1_000_000, requests, mode, handoff), load, plan, requests);
        return load.cost();
    }

    /**
     * A run at a fixed rate: the product's own open loop.
     *
     * @param rate requests a second
     * @param requests how many
     * @return its lag, its service times and what it cost; slots that found no place are missing from what it achieved
     * @throws Exception when the run fails, loses a signal or its books do not balance
     */
    public Map<String, Double> paced(double rate, long requests) throws Exception {
        return paced(rate, requests, NONE);
    }

    /** The same of a run as the service makes it: rehearsed, where the process is not warm from one before. */
    public Map<String, Double> rehearsed(double rate, long requests) throws Exception {
        return paced(rate, requests, REHEARSALS);
    }

    private Map<String, Double> paced(double rate, long requests, Rehearsals rehearsals) throws Exception {
        FixturePlan plan = new FixturePlan(Workload.fixture(requests));
        SustainedSpec spec = spec(plan, rate, requests, Workload.FRONTDOOR, false);
        SustainedLoad load = new SustainedLoad(
                spec, new CandidatePools(RemainingCandidates.full(plan), spec.usersPerAdd()), settings(PACED));
        Sending sending = new Sending(company);
        RunResult result = run(spec, load, plan, PACED, rehearsals, sending);
        Measurements measured = result.measurements();
        long sent = measured.measured().count(Disposition.SENT);
        requireComplete(result, sent);
        Map<String, Double> figures = sending.cost(sent);
        figures.put("achievedPercent", 100 * measured.achievedRatePerSecond() / rate);
        enter(figures, "lag", measured.scheduleLag());
        enter(figures, "reply", measured.latency(Signal.REPLY, Basis.SERVICE));
        enter(figures, "replyFromSchedule", measured.latency(Signal.REPLY, Basis.RESPONSE));
        return figures;
    }

    /**
     * A run whose arrivals are a Poisson process.
     *
     * @param rate requests a second
     * @param requests how many
     * @param seed of the process
     * @param batched whether they are sent once a millisecond, all that are due by then
     * @return what the test of its sends found, and its lag
     * @throws Exception when the run fails, loses a signal or its books do not balance
     */
    public Map<String, Double> poisson(double rate, long requests, long seed, boolean batched) throws Exception {
        FixturePlan plan = new FixturePlan(Workload.fixture(requests));
        SustainedSpec spec = asked(plan, rate, requests, Workload.FRONTDOOR, false)
                .arrivals(new Arrivals.Poisson())
                .build();
        RemainingCandidates remaining = RemainingCandidates.full(plan);
        SustainedLoad load = new SustainedLoad(
                spec,
                new CandidatePools(remaining, spec.usersPerAdd()),
                settings(new LoadSettings.PacingThread(
                        PACED, batched ? 1_000 : LoadSettings.PacingThread.DEFAULT_MAX_WAKEUPS)),
                SustainedPlan.of(spec, seed, remaining.rooms()));
        RunResult result = run(spec, load, plan, PACED, NONE, state -> {});
        requireComplete(result, requests);
        ArrivalFigures found = result.measurements().arrivals().orElseThrow();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("statistic", Objects.requireNonNull(found.poisson()).statistic());
        figures.put("pValue", found.poisson().pValue());
        enter(figures, "lag", result.measurements().scheduleLag());
        return figures;
    }

    /**
     * The live heap before a run and after it, its result still held.
     *
     * @param requests how many
     * @return megabytes
     * @throws Exception when the run fails or its books do not balance
     */
    public Map<String, Double> heap(long requests) throws Exception {
        double before = liveMegabytes();
        FixturePlan plan = new FixturePlan(Workload.fixture(requests));
        WindowedLoad load = new WindowedLoad(requests, RemainingCandidates.full(plan), clock);
        RunResult result = complete(spec(plan, 1_000_000, requests, Workload.FRONTDOOR, true), load, plan, requests);
        load = null;
        plan = null;
        Map<String, Double> figures = new TreeMap<>();
        figures.put("idleMegabytes", before);
        figures.put("afterRunMegabytes", liveMegabytes());
        figures.put("seconds", (double) result.measurements().timeline().size());
        return figures;
    }

    /** A run without a schedule to keep, in which every request is answered. */
    private RunResult complete(SustainedSpec spec, Load load, FixturePlan plan, long requests) throws Exception {
        RunResult result = run(spec, load, plan, ThreadScheduling.DEFAULT, NONE, state -> {});
        requireComplete(result, requests);
        return result;
    }

    private RunResult run(
            SustainedSpec spec,
            Load load,
            FixturePlan plan,
            ThreadScheduling scheduling,
            Rehearsals rehearsals,
            Consumer<RunState> states)
            throws Exception {
        // The echo has no consumer, no database and no responder that would tell who it is.
        PlatformAccess access = new PlatformAccess(
                new IdlePlatform(platform), NoAudit.SOURCES, (request, cancelled) -> PreflightReport.NONE, rehearsals);
        try (RunSession run = new RunSession(
                "bench",
                spec,
                new OneWindow(load),
                new FixtureUse(plan, RemainingCandidates.full(plan)),
                new NoHold(plan),
                access,
                settings(scheduling))) {
            return run.execute(states).result();
        }
    }

    private static void requireComplete(RunResult result, long requests) {
        Measurements measured = result.measurements();
        if (!measured.measured().residues().isEmpty()
                || measured.measured().count(Disposition.SENT) != requests
                || measured.measured().count(EventOutcome.EVENT) != requests
                || result.health().failedSignals() + result.health().droppedMessages() > 0) {
            throw new IllegalStateException("not all of " + requests + " requests are complete: " + measured.measured()
                    + ", " + measured.irregularities() + ", " + result.health());
        }
    }

    private LoadSettings settings(ThreadScheduling scheduling) {
        return settings(new LoadSettings.PacingThread(scheduling));
    }

    private LoadSettings settings(LoadSettings.PacingThread pacing) {
        return new LoadSettings(
                clock,
                new ParkThenSpin(clock, ParkThenSpin.DEFAULT_SPIN_NANOS),
                pacing,
                InstantSource.system(),
                random::nextLong,
                1000,
                RunObserver.NONE,
                Keeping.NOTHING);
    }

    private static SustainedSpec spec(FixturePlan plan, double rate, long requests, String mode, boolean handoff) {
        return asked(plan, rate, requests, mode, handoff).build();
    }

    private static SpecBuilder asked(FixturePlan plan, double rate, long requests, String mode, boolean handoff) {
        return new SpecBuilder()
                .fixture(plan.spec().id())
                .rate(rate)
                .lasting(Duration.ofNanos(Math.round(requests * 1e9 / rate)), Duration.ZERO)
                .usersPerAdd(Workload.USERS_PER_ADD)
                .inject(mode.equals(Workload.CANONICAL) ? InjectMode.CANONICAL : InjectMode.FRONTDOOR)
                .replyTimeout(WAIT)
                .eventTimeout(WAIT)
                .maxOutstanding(MAX_OUTSTANDING)
                .maxScheduleLag(WAIT)
                .observeHandoff(handoff);
    }

    private static void enter(Map<String, Double> figures, String name, LatencyDistribution times) {
        figures.put(name + "P50Micros", times.quantile(0.5).lowerNanos() / 1e3);
        figures.put(name + "P90Micros", times.quantile(0.9).lowerNanos() / 1e3);
        figures.put(name + "P99Micros", times.quantile(0.99).lowerNanos() / 1e3);
        figures.put(name + "P999Micros", times.quantile(0.999).lowerNanos() / 1e3);
    }

    private static double liveMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }

    @Override
    public void close() {
        link.close();
    }

    /** What it costs to send and to hear: from the first request until all are answered. */
    private static final class Sending implements Consumer<RunState> {
        private final Company company;
        private Cost begun;
        private Cost ended;

        Sending(Company company) {
            this.company = company;
            this.begun = Cost.now(company);
            this.ended = begun;
        }

        @Override
        public void accept(RunState state) {
            if (state == RunState.MEASURING) {
                begun = Cost.now(company);
            } else if (state == RunState.AUDITING) {
                ended = Cost.now(company);
            }
        }

        Map<String, Double> cost(long requests) {
            return begun.until(ended, requests);
        }
    }
}
