package io.loadgen.sandbox;

import io.loadgen.contract.ContractVersion;

/**
 * How the simulated services behave.
 *
 * <p>Immutable; any thread.
 *
 * @param version the contract they follow
 * @param roomServiceTime the time room-service takes for a request beyond its own work
 * @param roomWorkerTime the time room-worker takes for a job beyond its own work
 * @param seed of the times drawn
 * @param workerParallelism jobs of room-worker at once, 1 or more
 * @param maxRoomSize members that a room may have, 1 or more
 * @param memoryStorage whether streams live in memory rather than in files
 * @param drawListener told of every time drawn
 * @param faults what goes wrong
 * @param contractC what only services of contract C can be told
 */
public record SimulatorSettings(
        ContractVersion version,
        ServiceTime roomServiceTime,
        ServiceTime roomWorkerTime,
        long seed,
        int workerParallelism,
        int maxRoomSize,
        boolean memoryStorage,
        DrawListener drawListener,
        FaultPlan faults,
        ContractCSettings contractC) {
    /** The defaults of the platform. */
    private static final int MAX_WORKERS = 100;

    private static final int MAX_ROOM_SIZE = 1000;

    /** Checks the numbers. */
    public SimulatorSettings {
        check("workerParallelism", workerParallelism);
        check("maxRoomSize", maxRoomSize);
    }

    private static void check(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
        }
    }

    /**
     * The platform's own defaults, streams in memory, nothing slow and nothing wrong.
     *
     * @param version the contract to follow
     * @return settings to go on from
     */
    public static SimulatorSettings of(ContractVersion version) {
        return new SimulatorSettings(
                version,
                new ServiceTime.None(),
                new ServiceTime.None(),
                42,
                MAX_WORKERS,
                MAX_ROOM_SIZE,
                true,
                (service, nanos) -> {},
                FaultPlan.none(),
                ContractCSettings.usual());
    }

    /**
     * The same with other service times.
     *
     * @param roomService of room-service
     * @param roomWorker of room-worker
     * @param listener told of every time drawn
     * @return a copy
     */
    public SimulatorSettings withServiceTimes(ServiceTime roomService, ServiceTime roomWorker, DrawListener listener) {
        return new SimulatorSettings(
                version,
                roomService,
                roomWorker,
                seed,
                workerParallelism,
                maxRoomSize,
                memoryStorage,
                listener,
                faults,
                contractC);
    }

    /**
     * The same with another limit.
     *
     * @param size members that a room may have
     * @return a copy
     */
    public SimulatorSettings withMaxRoomSize(int size) {
        return new SimulatorSettings(
                version,
                roomServiceTime,
                roomWorkerTime,
                seed,
                workerParallelism,
                size,
                memoryStorage,
                drawListener,
                faults,
                contractC);
    }

    /**
     * The same with faults.
     *
     * @param plan what goes wrong
     * @return a copy
     */
    public SimulatorSettings withFaults(FaultPlan plan) {
        return new SimulatorSettings(
                version,
                roomServiceTime,
                roomWorkerTime,
                seed,
                workerParallelism,
                maxRoomSize,
                memoryStorage,
                drawListener,
                plan,
                contractC);
    }

    /**
     * The same with streams in files, so that they outlive a kill of nats-server.
     *
     * @return a copy
     */
    public SimulatorSettings withFileStorage() {
        return new SimulatorSettings(
                version,
                roomServiceTime,
                roomWorkerTime,
                seed,
                workerParallelism,
                maxRoomSize,
                false,
                drawListener,
                faults,
                contractC);
    }

    /**
     * The same with other settings of contract C.
     *
     * @param settings what only services of contract C can be told
     * @return a copy
     */
    public SimulatorSettings withContractC(ContractCSettings settings) {
        return new SimulatorSettings(
                version,
                roomServiceTime,
                roomWorkerTime,
                seed,
                workerParallelism,
                maxRoomSize,
                memoryStorage,
                drawListener,
                faults,
                settings);
    }

    ServiceTime timeOf(SimulatedService service) {
        return switch (service) {
            case ROOM_SERVICE -> roomServiceTime;
            case ROOM_WORKER -> roomWorkerTime;
        };
    }
}
