package io.loadgen.sandbox;

import io.loadgen.contract.ContractVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/**
 * The settings {@code loadgen.sandbox.*}, read before there is an application context. A misspelled one is refused.
 *
 * @param natsServer a nats-server to run and no other
 * @param contract the contract that the simulated services follow
 * @param site the site id of the platform
 * @param database the platform's database
 * @param roomService the time room-service takes
 * @param roomWorker the time room-worker takes
 * @param workerParallelism jobs of room-worker at once
 * @param maxRoomSize members that a room may have
 * @param faults what goes wrong on purpose and when: {@code 7} on the seventh occasion, {@code every 10}, or {@code 5%}
 * @param eventDelay how late the fault {@code delay-event} makes an event
 * @param contractC what only services of contract C can be told
 * @param historyFile where the history of runs outlives the sandbox, null to have it end with it
 * @param demo whether a first run is made when the service is up
 */
record SandboxProperties(
        @Nullable Path natsServer,
        @DefaultValue("B") ContractVersion contract,
        @DefaultValue(SandboxSettings.DEFAULT_SITE) String site,
        @DefaultValue(SandboxSettings.DEFAULT_DATABASE) String database,
        @DefaultValue Times roomService,
        @DefaultValue Times roomWorker,
        @DefaultValue("100") int workerParallelism,
        @DefaultValue("1000") int maxRoomSize,
        @DefaultValue Map<Fault, String> faults,
        @DefaultValue("100ms") Duration eventDelay,
        @DefaultValue ContractC contractC,
        @Nullable Path historyFile,
        @DefaultValue("true") boolean demo) {
    private static final String PREFIX = "loadgen.sandbox";

    /**
     * The time a service takes for a message beyond its own work.
     *
     * @param time the time, or the median if it varies
     * @param sigma standard deviation of its natural logarithm, 0 for a constant time
     */
    record Times(
            @DefaultValue("0ms") Duration time,
            @DefaultValue("0") double sigma) {
        ServiceTime toServiceTime() {
            return sigma == 0 ? new ServiceTime.Constant(time) : new ServiceTime.Lognormal(time, sigma);
        }
    }

    /**
     * What only services of contract C can be told.
     *
     * @param maxConcurrency requests that room-service has in hand before it refuses, 0 for any number
     * @param countReconcileTtl how long room-worker counts members up before it counts them all again
     * @param retryDelays how long a failed job waits at most after each delivery
     * @param consumerBackoffSteps how often the server waits longer for an acknowledgement each time
     * @param roomSubjectMode on which subjects rooms without members elsewhere are told
     * @param caches what room-worker remembers of users and rooms
     */
    record ContractC(
            @DefaultValue("256") int maxConcurrency,
            @DefaultValue("60s") Duration countReconcileTtl,
            @DefaultValue({"1s", "5s", "30s", "2m", "10m"}) List<Duration> retryDelays,
            @DefaultValue("5") int consumerBackoffSteps,
            @DefaultValue("global") RoomSubjectMode roomSubjectMode,
            @DefaultValue Caches caches) {
        ContractCSettings toSettings() {
            return new ContractCSettings(
                    maxConcurrency,
                    countReconcileTtl,
                    retryDelays,
                    consumerBackoffSteps,
                    roomSubjectMode,
                    caches.toSettings());
        }
    }

    /**
     * What room-worker of contract C remembers.
     *
     * @param users most users, 0 for none
     * @param userTtl for how long
     * @param rooms most rooms, 0 for none
     * @param roomTtl for how long
     */
    record Caches(
            @DefaultValue("10000") int users,
            @DefaultValue("5m") Duration userTtl,
            @DefaultValue("10000") int rooms,
            @DefaultValue("60s") Duration roomTtl) {
        ReadCacheSettings toSettings() {
            return new ReadCacheSettings(users, userTtl, rooms, roomTtl);
        }
    }

    static SandboxProperties of(Environment environment) {
        return Binder.get(environment)
                .bindOrCreate(
                        PREFIX,
                        Bindable.of(SandboxProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    SandboxSettings toSettings() {
        SimulatorSettings usual = SimulatorSettings.of(contract);
        return new SandboxSettings(
                Optional.ofNullable(natsServer),
                site,
                database,
                new SimulatorSettings(
                        contract,
                        roomService.toServiceTime(),
                        roomWorker.toServiceTime(),
                        usual.seed(),
                        workerParallelism,
                        maxRoomSize,
                        usual.memoryStorage(),
                        usual.drawListener(),
                        plannedFaults(),
                        contractC.toSettings()));
    }

    private Faults plannedFaults() {
        Faults planned = new Faults().delayingEventsBy(eventDelay);
        faults.forEach(planned::by);
        return planned;
    }
}
