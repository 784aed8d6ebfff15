package io.loadgen.system;

import io.loadgen.OneIn;
import io.loadgen.contract.ContractVersion;
import io.loadgen.nats.TcpProxy;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict.Decision;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.OnBusy;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each trial is a run with a cause, and the one verdict and the reasons that are right for it. Where the verdict itself says that this
 * machine was too busy for the generator, and the cause is another, the trial is void and made again.
 */
@Timeout(300)
@Order(1) // long: none is to be left alone at the end
class VerdictTrialsIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration WINDOW = SECOND;

    /** For what never comes; long enough for what comes. */
    private static final Duration WAIT = SECOND.multipliedBy(2);

    private static final int RATE = 40;
    private static @Nullable TrialBench shared;

    private static TrialBench shared() throws Exception {
        if (shared == null) {
            shared = new TrialBench(SimulatorSettings.of(ContractVersion.B));
            // The first requests of a fresh platform are slow enough to be taken for faults.
            shared.warmUp(spec());
        }
        return shared;
    }

    @AfterAll
    static void close() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    static Stream<Trial> whatThePlatformDoes() {
        return Stream.of(
                Trial.of("all is well, nothing asked", spec()).is(Decision.NONE),
                Trial.of(
                                "all is well within every limit",
                                strict().lasting(SECOND.multipliedBy(3), Duration.ZERO)
                                        .lost(0)
                                        .backlogGrowth(40))
                        .is(Decision.PASS),
                Trial.of("canonical: all is well", canonical().errorRate(0)).is(Decision.PASS),
                Trial.of("a tenth of the events twice", strict())
                        .with(Fault.DUPLICATE_EVENT, 10)
                        .is(Decision.PASS),
                Trial.of("a tenth of the events without their id", strict())
                        .with(Fault.EVENT_WITHOUT_REQUEST_ID, 10)
                        .is(Decision.PASS),
                Trial.of("every result lost, every event there", strict())
                        .with(Fault.DROP_RESULT, 1)
                        .is(Decision.PASS),
                Trial.of(
                                "a tenth of the jobs fails at first",
                                spec().errorRate(0).eventTimeout(Specs.AMPLE))
                        .with(Fault.FAIL_JOB_BEFORE_WRITES, 10)
                        .is(Decision.PASS),
                Trial.of("a tenth of the jobs fails half done, never announced", spec().errorRate(0))
                        .with(Fault.FAIL_JOB_AFTER_WRITES, 10)
                        .is(Decision.FAIL, "error rate is 10 % (4 of 40 sent without their event)"),
                Trial.of("a fortieth is slow, which p95 allows", spec().limit(Signal.EVENT, 95, SECOND))
                        .with(Fault.DELAY_EVENT, 40)
                        .is(Decision.PASS),
                Trial.of("a tenth is slow, which p95 does not allow", spec().limit(Signal.EVENT, 95, SECOND))
                        .with(Fault.DELAY_EVENT, 10)
                        .is(Decision.FAIL, "response time E2 p95 is"),
                Trial.of("a tenth of the events lost", spec().errorRate(0.05))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.FAIL, "error rate is 10 % (4 of 40 sent without their event)"),
                Trial.of("a tenth of the events lost, no limit on errors given", spec().limit(Signal.EVENT, 50, SECOND))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.FAIL, "above the limit of 1 %"),
                Trial.of("a tenth of the events lost, twice that allowed", spec().errorRate(0.2))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.PASS),
                Trial.of(
                                "a tenth of the events lost, waited for as long as the limit",
                                spec().errorRate(1).limit(Signal.EVENT, 95, SECOND))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.FAIL, "response time E2 p95 is at least"),
                Trial.of(
                                "a tenth of the events lost, not waited for as long as the limit",
                                spec().errorRate(1).limit(Signal.EVENT, 95, WAIT.multipliedBy(2)))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.INCONCLUSIVE, "falls among 4 requests that did not end"),
                Trial.of("every event lost, nothing asked", spec())
                        .with(Fault.DROP_EVENT, 1)
                        .is(Decision.INCONCLUSIVE, "none of 40 measured requests got its event"),
                Trial.of("every event lost, errors allowed", spec().errorRate(1))
                        .with(Fault.DROP_EVENT, 1)
                        .is(Decision.INCONCLUSIVE, "none of 40 measured requests got its event"),
                Trial.of("half of the replies lost", spec().limit(Signal.REPLY, 95, SECOND))
                        .with(Fault.DROP_REPLY, 2)
                        .is(Decision.FAIL, "response time E1 p95 is at least"),
                Trial.of("half of the replies lost, only events asked for", spec().errorRate(0))
                        .with(Fault.DROP_REPLY, 2)
                        .is(Decision.PASS),
                Trial.of("all refused, nothing asked", spec())
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.INCONCLUSIVE, "none of 40 measured requests got its event"),
                Trial.of("all refused", spec().errorRate(0.5))
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.FAIL, "error rate is 100 % (40 of 40"),
                Trial.of("all refused fast, and a limit on fast replies", spec().limit(Signal.REPLY, 95, SECOND))
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.FAIL, "error rate is 100 % (40 of 40"),
                Trial.of("a tenth of the events with other accounts", spec().errorRate(0))
                        .with(Fault.WRONG_ACCOUNTS, 10)
                        .is(Decision.FAIL, "error rate is 10 % (4 of 40"),
                Trial.of("a tenth announced and never written, nothing asked", spec())
                        .with(Fault.LOSE_WRITES, 10)
                        .is(Decision.FAIL, "promised memberships are not in MongoDB"),
                Trial.of("a tenth announced and never written, which is allowed", spec().lost(4))
                        .with(Fault.LOSE_WRITES, 10)
                        .is(Decision.PASS),
                Trial.of(
                                "too many refusals, so the run is ended",
                                spec().errorRate(0.1).abortOn(onErrors(0.5)))
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.FAIL, "error rate is 100 %"),
                Trial.of(
                                "room-service stands still beyond the wait for replies",
                                spec().replyTimeout(SECOND)
                                        .limit(Signal.REPLY, 75, SECOND.multipliedBy(2))
                                        .eventTimeout(SECOND.multipliedBy(20)))
                        .meanwhile((bench, run) -> bench.platform().stallRoomService(SECOND.multipliedBy(3)))
                        .is(Decision.INCONCLUSIVE, "response time E1 p75 falls among"),
                Trial.of(
                                "replies come late, events in time",
                                spec().replyTimeout(SECOND).errorRate(0).eventTimeout(SECOND.multipliedBy(20)))
                        .meanwhile((bench, run) -> bench.platform().stallRoomService(SECOND.multipliedBy(3)))
                        .is(Decision.PASS),
                Trial.of("somebody else adds a member", spec().errorRate(0))
                        .meanwhile((bench, run) -> bench.addStranger())
                        .is(
                                Decision.INCONCLUSIVE,
                                "1 memberships of the fixture's rooms were added that no slot asked for"),
                Trial.of("the audit finds no database", spec().errorRate(0))
                        .meanwhile((bench, run) -> bench.laboratory.auditsFindNoMongo(true))
                        .is(Decision.INCONCLUSIVE, "the audit failed: 0 of 10 rooms"),
                Trial.of("the audit finds no database, and events were lost", spec().errorRate(0))
                        .with(Fault.DROP_EVENT, 10)
                        .meanwhile((bench, run) -> bench.laboratory.auditsFindNoMongo(true))
                        .is(Decision.FAIL, "error rate is 10 %"));
    }

    static Stream<Trial> whatTheGeneratorDoes() {
        return Stream.of(
                Trial.of("the collector is slow", spec().errorRate(0))
                        .own(own -> own.slowListener(Duration.ofMillis(100)))
                        .is(Decision.INCONCLUSIVE, "the listener was late"),
                Trial.of("the collector is slow and events are lost", spec().errorRate(0))
                        .own(own -> own.slowListener(Duration.ofMillis(100)))
                        .with(Fault.DROP_EVENT, 10)
                        .is(Decision.INCONCLUSIVE, "the listener was late"),
                Trial.of("every request is sent late", slowly().limit(Signal.EVENT, 50, Duration.ofMillis(200)))
                        .own(own -> own.lateSender(Duration.ofMillis(240)))
                        .is(
                                Decision.INCONCLUSIVE,
                                "20 of 20 requests were sent more than 10 ms late",
                                "but without the generator's own lag it is"),
                Trial.of(
                                "every request is sent late, and every event is later still",
                                slowly().limit(Signal.EVENT, 50, Duration.ofMillis(200)))
                        .own(own -> own.lateSender(Duration.ofMillis(240)))
                        .with(Fault.DELAY_EVENT, 1)
                        .is(
                                Decision.FAIL,
                                "response time E2 p50 is",
                                "besides, 20 of 20 requests were sent more than 10 ms late"),
                Trial.of("more are under way than may be", spec().errorRate(0).maxOutstanding(2))
                        .with(Fault.DELAY_EVENT, 1)
                        .is(Decision.INCONCLUSIVE, "saturated (raise maxOutstanding, now 2)"),
                Trial.of("nobody tells of the backlog", slowly().backlogGrowth(1_000))
                        .meanwhile((bench, run) -> bench.laboratory.ownFaults().blind())
                        .is(Decision.INCONCLUSIVE, "backlog"),
                Trial.of("nobody tells of the backlog, of which nothing was asked", slowly().errorRate(0))
                        .meanwhile((bench, run) -> bench.laboratory.ownFaults().blind())
                        .is(Decision.PASS),
                Trial.of("something unreadable where events come", spec().errorRate(0))
                        .with(Fault.DELAY_EVENT, 1)
                        .meanwhile((bench, run) -> bench.publishUnreadableEvent())
                        .is(Decision.INCONCLUSIVE, "1 signals could not be read"));
    }

    static Stream<Trial> whatWasPlanned() {
        return Stream.of(
                Trial.of("one request", spec().rate(0.02).errorRate(0)).is(Decision.PASS),
                Trial.of("one request, which is lost", spec().rate(0.02))
                        .with(Fault.DROP_EVENT, 1)
                        .is(Decision.INCONCLUSIVE, "none of 1 measured requests got its event"),
                Trial.of("twenty requests and a limit on p95", slowly().limit(Signal.EVENT, 95, SECOND.multipliedBy(2)))
                        .is(Decision.PASS),
                Trial.of(
                                "stopped with fewer requests than the limit takes",
                                spec().lasting(SECOND.multipliedBy(10), Duration.ZERO)
                                        .limit(Signal.EVENT, 99, SECOND.multipliedBy(2)))
                        .meanwhile((bench, run) -> {
                            bench.laboratory.awaitEvents(run, 10);
                            bench.laboratory.runs().stop(run);
                        })
                        .is(Decision.INCONCLUSIVE, "needs 100 requests to be kept"),
                Trial.of(
                                "stopped in the warm-up",
                                spec().lasting(SECOND.multipliedBy(10), SECOND.multipliedBy(9))
                                        .errorRate(0))
                        .meanwhile((bench, run) -> {
                            bench.laboratory.awaitProcessed(run, 5);
                            bench.laboratory.runs().stop(run);
                        })
                        .is(Decision.INCONCLUSIVE, "nothing was measured: none of 40 requests was handed over"));
    }

    static Stream<Trial> whatBecomesOfRooms() {
        return Stream.of(
                Trial.of("all rooms are filled", capacity(0)).is(Decision.PASS),
                Trial.of("all rooms are filled, nothing asked", capacity()).is(Decision.NONE),
                Trial.of("a room dies of a refusal, nothing asked", capacity())
                        .with(faults -> faults.onNth(Fault.REJECT_REQUEST, 14))
                        .is(Decision.NONE),
                Trial.of("a room dies of a refusal, errors allowed", capacity(1))
                        .with(faults -> faults.onNth(Fault.REJECT_REQUEST, 14))
                        .is(Decision.FAIL, "1 of 10 rooms ended before their target", "1 by busy"),
                Trial.of("a room dies of a lost event, errors allowed", capacity(1))
                        .with(faults -> faults.onNth(Fault.DROP_EVENT, 14))
                        .is(Decision.FAIL, "1 of 10 rooms ended before their target", "1 by event-timeout"),
                Trial.of("all rooms die at their first add, nothing asked", capacity())
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.INCONCLUSIVE, "none of 10 measured requests got its event"),
                Trial.of("all rooms die at their first add", capacity(1))
                        .with(Fault.REJECT_REQUEST, 1)
                        .is(Decision.FAIL, "10 of 10 rooms ended before their target", "10 by busy"));
    }

    @OneIn(5)
    @ParameterizedTest
    @MethodSource({"whatThePlatformDoes", "whatTheGeneratorDoes", "whatWasPlanned", "whatBecomesOfRooms"})
    void hasTheOneVerdictThatIsRight(Trial trial) throws Exception {
        shared().holds(trial);
    }

    @OneIn(3)
    @ParameterizedTest
    @EnumSource
    void everyContractPassesAndFails(ContractVersion version) throws Exception {
        try (TrialBench bench = new TrialBench(SimulatorSettings.of(version))) {
            bench.warmUp(spec());
            bench.holds(Trial.of("all is well", strict()).is(Decision.PASS));
            bench.holds(Trial.of("a fifth of the events lost", spec().errorRate(0.1))
                    .with(Fault.DROP_EVENT, 5)
                    .is(Decision.FAIL, "error rate is 20 % (8 of 40"));
        }
    }

    static Stream<Arguments> whatIsGone() {
        return Stream.of(
                Arguments.of(
                        Trial.of("nobody answers", spec().errorRate(0.5)).is(Decision.FAIL, "error rate is 100 %"),
                        (Consumer<TrialBench>) bench -> bench.platform().stopRoomService()),
                Arguments.of(
                        Trial.of("nobody answers, nothing asked", spec())
                                .is(Decision.INCONCLUSIVE, "none of 40 measured requests got its event"),
                        (Consumer<TrialBench>) bench -> bench.platform().stopRoomService()),
                Arguments.of(
                        Trial.of(
                                        "the worker is stopped",
                                        spec().errorRate(1).backlogGrowth(5).lasting(WAIT, Duration.ZERO))
                                .is(Decision.FAIL, "backlog grew by"),
                        (Consumer<TrialBench>) bench -> bench.platform().stopRoomWorker()));
    }

    @OneIn(2)
    @ParameterizedTest
    @MethodSource("whatIsGone")
    void whatIsGoneIsThePlatforms(Trial trial, Consumer<TrialBench> gone) throws Exception {
        TrialBench.holdsOn(
                () -> {
                    TrialBench bench =
                            new TrialBench(Laboratory.withAudits(WINDOW, SimulatorSettings.of(ContractVersion.B)));
                    gone.accept(bench);
                    bench.laboratory.beCareless(true);
                    return bench;
                },
                trial);
    }

    @Test
    void aRightThatIsTakenAwayIsNotThePlatforms() throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.configured(users("-", "-"));
                TrialBench bench = new TrialBench(Laboratory.on(
                        servers,
                        url -> url.replace("nats://", "nats://loadgen:secret@"),
                        SimulatorSettings.of(ContractVersion.B)))) {
            bench.warmUp(spec());
            bench.holds(withoutRight(servers, "to send", "chat.user.*.request.>", "-")
                    .is(Decision.INCONCLUSIVE, "publish denied", "those requests never reached the platform"));
            bench.holds(withoutRight(servers, "to hear events", "-", "chat.room.*.event.member")
                    .is(Decision.INCONCLUSIVE, "subscription denied", "signals on it are lost from then on"));
            bench.holds(withoutRight(servers, "to hear handoffs", "-", "chat.room.canonical.*.member.add")
                    .is(Decision.PASS));
        }
    }

    /** Begins with every right, and loses one in mid-run. */
    private static Trial withoutRight(EmbeddedServers servers, String right, String toSend, String toHear) {
        return Trial.of(
                        "no right " + right + " any more",
                        spec().lasting(WAIT, Duration.ZERO).errorRate(0))
                .own(none -> servers.nats().reload(users("-", "-")))
                .meanwhile((bench, run) -> {
                    bench.laboratory.awaitEvents(run, 10);
                    servers.nats().reload(users(toSend, toHear));
                });
    }

    /** The platform may do everything, and so may we but for this. */
    private static String users(String notToSend, String notToHear) {
        return """
                accounts { CHAT { jetstream: enabled, users = [
                  { user: platform, password: secret },
                  { user: loadgen, password: secret, permissions: {
                      publish: { allow: ">", deny: ["%s"] }, subscribe: { allow: ">", deny: ["%s"] } } } ] } }
                no_auth_user: platform
                """.formatted(notToSend, notToHear);
    }

    static Stream<Trial> whenNatsIsAway() {
        String named = "without a connection";
        return Stream.of(
                Trial.of("NATS away early", away()).meanwhile(awayAfter(2)).is(Decision.INCONCLUSIVE, named),
                Trial.of("NATS away late", away()).meanwhile(awayAfter(90)).is(Decision.INCONCLUSIVE, named),
                Trial.of("NATS away, errors allowed", away().errorRate(1))
                        .meanwhile(awayAfter(30))
                        .is(Decision.INCONCLUSIVE, named),
                Trial.of("NATS away, nothing asked", spec().lasting(SECOND.multipliedBy(4), Duration.ZERO))
                        .meanwhile(awayAfter(30))
                        .is(Decision.INCONCLUSIVE, named),
                Trial.of("NATS away across the end", away())
                        .meanwhile((bench, run) -> {
                            bench.laboratory.awaitEvents(run, 90);
                            bench.laboratory.sandbox().nats().kill();
                            bench.laboratory.awaitState(run, RunState.DRAINING);
                            bench.laboratory.sandbox().nats().restart();
                        })
                        .is(Decision.INCONCLUSIVE, named),
                Trial.of("NATS gone for good", away())
                        .meanwhile((bench, run) -> {
                            bench.laboratory.awaitEvents(run, 90);
                            bench.laboratory.sandbox().nats().kill();
                        })
                        .is(Decision.INCONCLUSIVE, named));
    }

    private static SpecBuilder away() {
        return spec().lasting(SECOND.multipliedBy(4), Duration.ZERO).errorRate(0);
    }

    /** Away for a second of the schedule, after so many events. */
    private static Trial.Meanwhile awayAfter(int events) {
        return (bench, run) -> {
            bench.laboratory.awaitEvents(run, events);
            bench.laboratory.sandbox().nats().kill();
            bench.laboratory.awaitProcessed(run, bench.laboratory.processed(run) + RATE);
            bench.laboratory.sandbox().nats().restart();
        };
    }

    @OneIn(3)
    @ParameterizedTest
    @MethodSource("whenNatsIsAway")
    void aConnectionThatIsLostIsNotThePlatforms(Trial trial) throws Exception {
        SimulatorSettings settings = SimulatorSettings.of(ContractVersion.B).withFileStorage();
        try (TrialBench bench = new TrialBench(Laboratory.withAudits(WAIT, settings))) {
            bench.holds(trial);
        }
    }

    @Test
    void roomsThatDieWithTheConnectionAreNotThePlatforms() throws Exception {
        SimulatorSettings settings = SimulatorSettings.of(ContractVersion.B).withFileStorage();
        try (TrialBench bench = new TrialBench(Laboratory.withAudits(WAIT, settings))) {
            bench.holds(Trial.of("NATS gone for good", capacity(0.1))
                    .meanwhile((running, run) -> {
                        running.laboratory.awaitEvents(run, 10);
                        running.laboratory.sandbox().nats().kill();
                    })
                    .is(Decision.INCONCLUSIVE, "without a connection"));
        }
    }

    @Test
    void aBlackHoleIsNotThePlatforms() throws Exception {
        AtomicReference<TcpProxy> way = new AtomicReference<>();
        try (TrialBench bench = new TrialBench(Laboratory.through(
                url -> {
                    way.set(new TcpProxy(url));
                    return way.get().url();
                },
                WAIT,
                SimulatorSettings.of(ContractVersion.B)))) {
            bench.holds(Trial.of("a black hole to the end", away())
                    .meanwhile((running, run) -> {
                        running.laboratory.awaitEvents(run, 40);
                        way.get().stall();
                    })
                    .is(Decision.INCONCLUSIVE, "signals of requests under way then did not come"));
        } finally {
            if (way.get() != null) {
                way.get().close();
            }
        }
    }

    /** Some releases end JetStream at once, others with the connections. */
    @Test
    void aLameDuckIsNeverThePlatforms() throws Exception {
        TrialBench.costsNothingOrIsNamedOn(
                () -> {
                    TrialBench bench = new TrialBench(SimulatorSettings.of(ContractVersion.B));
                    bench.warmUp(spec());
                    return bench;
                },
                Trial.of("lame duck", spec().errorRate(0)).meanwhile((running, run) -> {
                    running.laboratory.awaitEvents(run, 5);
                    running.laboratory.sandbox().nats().enterLameDuckMode();
                }),
                "lame duck");
    }

    /** 40 requests in a second, all measured. */
    private static SpecBuilder spec() {
        return new SpecBuilder()
                .fixture(TrialBench.FIXTURE.id())
                .rate(RATE)
                .lasting(WINDOW, Duration.ZERO)
                .usersPerAdd(1)
                .replyTimeout(WAIT)
                .eventTimeout(WAIT)
                .observeHandoff();
    }

    /** 20 requests, far enough apart that lateness does not add up. */
    private static SpecBuilder slowly() {
        return spec().rate(4).lasting(SECOND.multipliedBy(5), Duration.ZERO);
    }

    private static SpecBuilder strict() {
        return spec().errorRate(0).limit(Signal.EVENT, 95, SECOND.multipliedBy(2));
    }

    private static SpecBuilder canonical() {
        return spec().inject(InjectMode.CANONICAL);
    }

    private static AbortLimits onErrors(double rate) {
        return new AbortLimits(rate, SECOND.multipliedBy(10), 10L, null, null, null, null, null);
    }

    /** Four adds a room. */
    private static CapacitySpec capacity() {
        return filling().filling(TrialBench.FIXTURE.baselineMembers() + 20);
    }

    private static CapacitySpec capacity(double errorRate) {
        return filling().errorRate(errorRate).filling(TrialBench.FIXTURE.baselineMembers() + 20);
    }

    private static SpecBuilder filling() {
        return spec().usersPerAdd(5).maxOutstanding(1000).onBusy(OnBusy.STOP);
    }
}
