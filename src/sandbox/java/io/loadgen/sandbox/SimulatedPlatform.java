package io.loadgen.sandbox;

import com.mongodb.client.MongoClient;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.StreamSpec;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * The chat platform as far as adding members goes: its streams, a simulated room-service and a simulated room-worker, on a
 * real nats-server and a MongoDB-protocol server that are the caller's.
 *
 * <p>Any thread. Closing is idempotent, lets messages in hand finish within a bound, and leaves the streams and their contents.
 */
public final class SimulatedPlatform implements AutoCloseable {
    /** The other site whose inbox contract B's services can publish to; in A and C there may be any. */
    public static final String OTHER_SITE = "site-far";

    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final SimulatedRoomService roomService;
    private final SimulatedRoomWorker roomWorker;

    private SimulatedPlatform(SimulatedRoomService roomService, SimulatedRoomWorker roomWorker) {
        this.roomService = roomService;
        this.roomWorker = roomWorker;
    }

    /**
     * Creates streams and indexes and starts both services; when it returns, requests are answered. Room keys are read from the
     * rooms documents.
     *
     * @param natsOptions how to connect; each service makes a connection of its own
     * @param mongo the database server; not closed
     * @param database the database of the platform
     * @param site its site id
     * @param settings how the services behave
     * @return the running platform, the caller's to close
     * @throws IOException when the nats-server cannot be reached
     * @throws JetStreamApiException when it refuses a stream or the consumer
     * @throws InterruptedException when interrupted meanwhile
     */
    public static SimulatedPlatform start(
            Options natsOptions, MongoClient mongo, String database, String site, SimulatorSettings settings)
            throws IOException, JetStreamApiException, InterruptedException {
        return start(natsOptions, mongo, database, site, settings, RoomKeys.inDocuments());
    }

    /** The same with keys that are elsewhere. */
    static SimulatedPlatform start(
            Options natsOptions,
            MongoClient mongo,
            String database,
            String site,
            SimulatorSettings settings,
            RoomKeys keys)
            throws IOException, JetStreamApiException, InterruptedException {
        return start(natsOptions, mongo, database, site, settings, keys, Deviation.NONE);
    }

    /** The same with services that may not do as the contract says. */
    static SimulatedPlatform start(
            Options natsOptions,
            MongoClient mongo,
            String database,
            String site,
            SimulatorSettings settings,
            RoomKeys keys,
            Deviation deviation)
            throws IOException, JetStreamApiException, InterruptedException {
        ChatContract contract = ChatContract.of(settings.version(), site);
        ServiceIndexes.ensure(mongo, database, settings.version());
        ChatDatabase chat = new ChatDatabase(mongo, database);
        PlatformRules rules = deviation.rules().apply(PlatformRules.of(settings.version()));
        Services services = new Services(natsOptions, contract, settings, chat, rules, deviation.wire());
        RoomMemberships memberships =
                new RoomMemberships(chat, rules, settings.contractC().countReconcileTtl());
        SimulatedRoomWorker roomWorker = startWorker(services, memberships, keys);
        try {
            return new SimulatedPlatform(startService(services, memberships), roomWorker);
        } catch (IOException | InterruptedException | RuntimeException e) {
            roomWorker.close();
            throw e;
        }
    }

    /**
     * In what services may differ from the contract, where a test is to see that it is found.
     *
     * @param wire what they send by
     * @param rules what they go by
     */
    record Deviation(UnaryOperator<Connection> wire, UnaryOperator<PlatformRules> rules) {
        /** In nothing. */
        static final Deviation NONE = new Deviation(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** What both services have in common. */
    record Services(
            Options options,
            ChatContract contract,
            SimulatorSettings settings,
            ChatDatabase database,
            PlatformRules rules,
            UnaryOperator<Connection> wire) {
        private Connection connect(SimulatedService service) throws IOException, InterruptedException {
            return wire.apply(Nats.connect(
                    new Options.Builder(options).connectionName(service.title()).build()));
        }
    }

    private static SimulatedRoomWorker startWorker(Services services, RoomMemberships memberships, RoomKeys keys)
            throws IOException, JetStreamApiException, InterruptedException {
        Connection connection = services.connect(SimulatedService.ROOM_WORKER);
        try {
            createStreams(
                    connection.jetStreamManagement(),
                    services.contract(),
                    services.settings().memoryStorage());
            return new SimulatedRoomWorker(services, connection, memberships, keys);
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static SimulatedRoomService startService(Services services, RoomMemberships memberships)
            throws IOException, InterruptedException {
        Connection connection = services.connect(SimulatedService.ROOM_SERVICE);
        try {
            SimulatedRoomService roomService = new SimulatedRoomService(services, connection, memberships);
            connection.flush(FLUSH);
            return roomService;
        } catch (TimeoutException e) {
            close(connection);
            throw new IOException("the nats-server did not confirm room-service's subscription within " + FLUSH, e);
        } catch (IOException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /** All streams, also those that neither service would create: without them every job is slow or fails. */
    private static void createStreams(JetStreamManagement management, ChatContract contract, boolean memory)
            throws IOException, JetStreamApiException {
        List<StreamSpec> streams = new ArrayList<>();
        streams.add(contract.roomsStreamSpec());
        streams.addAll(contract.harnessStreams());
        streams.addAll(contract.foreignSiteStreams());
        if (contract.version() == ContractVersion.B) {
            // The platform of B publishes straight into the inbox of the other site.
            streams.add(new StreamSpec("INBOX_" + OTHER_SITE, List.of("chat.inbox." + OTHER_SITE + ".external.>")));
        }
        List<String> present = management.getStreamNames();
        for (StreamSpec stream : streams) {
            StreamConfiguration configuration = StreamConfiguration.builder()
                    .name(stream.name())
                    .subjects(stream.subjects())
                    .storageType(memory ? StorageType.Memory : StorageType.File)
                    .build();
            if (present.contains(stream.name())) {
                management.updateStream(configuration);
            } else {
                management.addStream(configuration);
            }
        }
    }

    /**
     * Lets room-service handle nothing for a time. What it handles already goes on.
     *
     * @param duration how long from now
     */
    public void stallRoomService(Duration duration) {
        roomService.stall(duration);
    }

    /**
     * Lets room-worker handle nothing for a time. What it handles already goes on.
     *
     * @param duration how long from now
     */
    public void stallRoomWorker(Duration duration) {
        roomWorker.stall(duration);
    }

    /** Ends room-service alone, so that nobody answers any more; it does not come back. Idempotent. */
    public void stopRoomService() {
        roomService.close();
    }

    /** Ends room-worker alone, so that jobs pile up in their stream; it does not come back. Idempotent. */
    public void stopRoomWorker() {
        roomWorker.close();
    }

    @Override
    public void close() {
        try {
            roomService.close();
        } finally {
            roomWorker.close();
        }
    }

    /** Closes a connection; an interrupt meanwhile stays set. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
