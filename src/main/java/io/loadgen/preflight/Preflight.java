package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.skipped;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractEvidence;
import io.loadgen.contract.ContractFinding;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRightException;
import io.loadgen.injection.ServerState;
import io.loadgen.preflight.ProbeAdd.Outcome;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.SubjectMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The preflight of the service. In four stages, each of which needs the one before: is anything there, and which contract does it
 * follow; the platform; the fixture set, when the worker is idle and nothing changes any more; and one probe add, when nothing has
 * failed. Within a stage checks go side by side, and each stands for itself.
 *
 * <p>Any thread.
 */
public final class Preflight implements RunPreflight {
    static final String TARGET = "target";
    static final String NATS = "nats";
    static final String JETSTREAM = "jetstream";
    static final String CONTRACT = "contract";
    static final String PROBE = "probe-add";
    private static final String ELSEWHERE =
            "set loadgen.nats.jetstream.domain or .api-prefix to where the platform's JetStream is";
    private static final Duration STAGE_TIME = Duration.ofSeconds(10);
    private static final Duration PROBE_TIME = Duration.ofSeconds(20);

    private final PreflightPorts ports;
    private final PreflightSettings settings;
    private final ProbeAdd probe;

    /**
     * Binds the preflight to a platform.
     *
     * @param ports its sides
     * @param settings what every preflight has in common
     */
    public Preflight(PreflightPorts ports, PreflightSettings settings) {
        this.ports = ports;
        this.settings = settings;
        probe = new ProbeAdd(
                ports.platform(),
                ports.store(),
                ports.probes(),
                settings.clock(),
                settings.wallClock(),
                settings.random());
    }

    @Override
    public PreflightReport check(PreflightRequest request, BooleanSupplier cancelled) throws InterruptedException {
        long startNanos = settings.clock().nanoTime();
        AtomicReference<@Nullable ContractFinding> finding = new AtomicReference<>();
        List<PreflightCheck> checks = new ArrayList<>();
        checks.addAll(Steps.take(
                List.of(
                        Step.of(TARGET, this::target),
                        Step.of(NATS, this::nats),
                        Step.of(JETSTREAM, this::jetStream),
                        Step.of(CONTRACT, () -> contract(finding)),
                        new DatabaseChecks(ports.database()).reachable()),
                STAGE_TIME));
        Optional<ChatContract> contract = inForce(finding.get());
        AtomicReference<@Nullable Long> longestRetry = new AtomicReference<>();
        checks.addAll(platform(contract.filter(known -> passed(checks)), request, longestRetry::set, cancelled));
        boolean platformFit = passed(checks);
        AtomicReference<@Nullable LargestMessage> largest = new AtomicReference<>();
        if (request.fixture().isPresent()) {
            Step fixture = fixture(contract, request, largest::set);
            checks.addAll(
                    platformFit
                            ? Steps.take(List.of(fixture), STAGE_TIME)
                            : fixture.skipped("the platform is not fit"));
        }
        AtomicReference<@Nullable ProbeTimes> times = new AtomicReference<>();
        checks.addAll(probe(contract, request, passed(checks), times, cancelled));
        return new PreflightReport(
                checks,
                contract.map(ChatContract::version).orElse(null),
                times.get(),
                largest.get(),
                longestRetry.get(),
                null,
                settings.clock().nanoTime() - startNanos);
    }

    private static boolean passed(List<PreflightCheck> checks) {
        return checks.stream().noneMatch(check -> check.status() == CheckStatus.FAIL);
    }

    private PreflightCheck target() {
        return settings.permit().isGranted()
                ? pass(TARGET, "the servers and the site configured may be loaded")
                : fail(
                        TARGET,
                        settings.permit().refusal(),
                        "point the service at a platform that is listed, or have its operator add this one to the list");
    }

    private PreflightCheck nats() {
        try {
            ServerState server = ports.messaging().server();
            return pass(
                    NATS, "server " + server.version() + ", a ping takes " + SubjectChecks.millis(server.rttNanos()));
        } catch (InjectionException unreachable) {
            return fail(
                    NATS,
                    String.valueOf(unreachable.getMessage()),
                    "mend loadgen.nats.url, the network or the credential; a server with handshake_first needs"
                            + " loadgen.nats.tls-first");
        }
    }

    private PreflightCheck jetStream() throws MissingRightException {
        try {
            int streams = ports.messaging().streams().size();
            return streams > 0
                    ? pass(JETSTREAM, streams + " streams")
                    : warn(JETSTREAM, "no streams: those of the platform may be in another domain", ELSEWHERE);
        } catch (MissingRightException refused) {
            throw refused;
        } catch (InjectionException unanswered) {
            return fail(
                    JETSTREAM,
                    String.valueOf(unanswered.getMessage()),
                    "see whether the server has JetStream; " + ELSEWHERE);
        }
    }

    private PreflightCheck contract(AtomicReference<@Nullable ContractFinding> seen) {
        ContractFinding finding = ports.contracts().detect();
        seen.set(finding);
        if (finding.version().isEmpty()) {
            return fail(CONTRACT, finding.explanation(), "set loadgen.contract to A, B or C");
        }
        List<ContractEvidence> doubts = finding.doubts();
        return doubts.isEmpty()
                ? pass(CONTRACT, finding.explanation())
                : warn(
                        CONTRACT,
                        finding.explanation() + "; against it: "
                                + doubts.stream()
                                        .map(ContractEvidence::toString)
                                        .collect(Collectors.joining("; ")),
                        "see whether loadgen.contract is right");
    }

    private Optional<ChatContract> inForce(@Nullable ContractFinding finding) {
        return Optional.ofNullable(finding)
                .flatMap(ContractFinding::version)
                .map(version -> ports.contracts().current());
    }

    private List<PreflightCheck> platform(
            Optional<ChatContract> known,
            PreflightRequest request,
            LongConsumer longestRetry,
            BooleanSupplier cancelled)
            throws InterruptedException {
        if (known.isEmpty()) {
            return Stream.of(
                            StreamChecks.NAMES,
                            WorkerChecks.NAMES,
                            SubjectChecks.NAMES,
                            List.of(DatabaseChecks.PERMISSIONS, DatabaseChecks.SITE, IndexCheck.NAME))
                    .flatMap(List::stream)
                    .map(name -> skipped(name, "needs the failed checks above"))
                    .toList();
        }
        ChatContract contract = known.get();
        return Steps.take(
                List.of(
                        StreamChecks.step(ports.messaging(), contract),
                        new WorkerChecks(
                                        ports.messaging(),
                                        contract,
                                        settings.clock(),
                                        settings.pacing(),
                                        settings.wallClock())
                                .step(longestRetry, cancelled),
                        new SubjectChecks(ports.messaging(), contract, settings.random()).step(request),
                        new DatabaseChecks(ports.database()).permissions(request),
                        new DatabaseChecks(ports.database()).site(contract),
                        new IndexCheck(ports.indexes()).step(contract.version(), request.indexes())),
                request.indexes() == IndexPolicy.CREATE ? IndexCheck.CREATION_TIME : STAGE_TIME);
    }

    private Step fixture(Optional<ChatContract> contract, PreflightRequest request, Consumer<LargestMessage> largest) {
        return new Step(
                FixtureChecks.NAMES,
                () -> new FixtureChecks(ports, contract.orElseThrow(), settings, largest)
                        .step(request.fixture().orElseThrow(), request)
                        .look()
                        .call());
    }

    private List<PreflightCheck> probe(
            Optional<ChatContract> contract,
            PreflightRequest request,
            boolean allPassed,
            AtomicReference<@Nullable ProbeTimes> times,
            BooleanSupplier cancelled)
            throws InterruptedException {
        if (!request.probe().orElse(settings.probe())) {
            return List.of(skipped(PROBE, "not asked for"));
        }
        if (!allPassed || contract.isEmpty()) {
            return List.of(skipped(PROBE, "not made while another check fails"));
        }
        if (cancelled.getAsBoolean()) {
            return List.of(skipped(PROBE, "the run was stopped"));
        }
        ChatContract spoken = contract.get();
        return Steps.take(
                List.of(Step.of(
                        PROBE, () -> judged(spoken, probe.run(spoken.site(), request.inject(), cancelled), times))),
                PROBE_TIME);
    }

    private static PreflightCheck judged(
            ChatContract contract, Outcome outcome, AtomicReference<@Nullable ProbeTimes> times) {
        ProbeTimes took = outcome.times();
        times.set(took);
        return outcome.troubles().isEmpty()
                ? pass(
                        PROBE,
                        "an add went through" + told(took) + "; its room is removed" + told(contract, outcome.mode()))
                : fail(
                        PROBE,
                        "an add to a room of its own did not go through: " + String.join("; ", outcome.troubles())
                                + told(took),
                        "see the logs of room-service and room-worker");
    }

    /** Only contract C has several. */
    private static String told(ChatContract contract, SubjectMode mode) {
        return contract.memberEventWildcards().size() == 1
                ? ""
                : "; rooms without members elsewhere are told of as by ROOM_SUBJECT_MODE "
                        + mode.name().toLowerCase(Locale.ROOT);
    }

    private static String told(@Nullable ProbeTimes took) {
        if (took == null) {
            return "";
        }
        List<String> stages = new ArrayList<>();
        add(stages, "reply", took.replyNanos());
        add(stages, "handoff", took.handoffNanos());
        add(stages, "event", took.eventNanos());
        add(stages, "result", took.resultNanos());
        return stages.isEmpty() ? "" : " (" + String.join(", ", stages) + ")";
    }

    private static void add(List<String> stages, String stage, @Nullable Long nanos) {
        if (nanos != null) {
            stages.add(stage + " after " + SubjectChecks.millis(nanos));
        }
    }
}
