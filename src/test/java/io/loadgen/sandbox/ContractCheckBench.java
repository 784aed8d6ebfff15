package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.conformance.CheckPorts;
import io.loadgen.conformance.ContractCheck;
import io.loadgen.conformance.ContractReport;
import io.loadgen.conformance.PlayedCheck;
import io.loadgen.contract.ContractChoice;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.EvidentContract;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.mongo.DatabaseEvidence;
import io.loadgen.mongo.MongoContractDocuments;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.mongo.MongoProbeSets;
import io.loadgen.mongo.MongoServiceIndexes;
import io.loadgen.nats.NatsContractWire;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.StreamEvidence;
import io.loadgen.sandbox.SimulatedPlatform.Deviation;
import io.loadgen.valkey.ValkeyAddress;
import io.loadgen.valkey.ValkeyRoomKeys;
import io.nats.client.Options;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A platform of one contract that may deviate from it, and the check of its contract. */
final class ContractCheckBench implements AutoCloseable {
    private static final String SITE = "site-local";
    private static final int MAX_ROOM_SIZE = 1000;

    /** Long enough for the check to mend what let the job fail. */
    private static final Duration RETRY = Duration.ofMillis(250);

    final MongoDatabase database;
    final SimulatedPlatform platform;
    private final ClosingStack parts = new ClosingStack();
    private final CheckPorts ports;

    ContractCheckBench(ContractVersion version, Deviation deviation) throws Exception {
        NatsServer nats = parts.add(
                "nats-server",
                NatsServer.start(
                        NatsServerBinary.onThisMachine(Optional.empty()).locate()));
        EmbeddedMongo embedded = parts.add("Mongo", EmbeddedMongo.start());
        MongoClient mongo = parts.add("client", MongoClients.create(embedded.connectionString()));
        database = mongo.getDatabase("chat");
        RoomKeys read = RoomKeys.inDocuments();
        RoomKeyWriter written = RoomKeyWriter.DOCUMENTS_ONLY;
        if (version == ContractVersion.A) {
            EmbeddedValkey valkey = parts.add("Valkey", EmbeddedValkey.start());
            read = parts.add("keys read", new KeysInValkey(valkey.address()));
            written = parts.add(
                    "keys written",
                    new ValkeyRoomKeys(ValkeyAddress.parse(valkey.address()), "", Duration.ofSeconds(5)));
        }
        platform = parts.add(
                "platform",
                SimulatedPlatform.start(
                        Options.builder().server(nats.url()).build(),
                        mongo,
                        "chat",
                        SITE,
                        SimulatorSettings.of(version)
                                .withContractC(ContractCSettings.usual().withRetryDelays(RETRY)),
                        read,
                        deviation));
        NatsLink link = parts.add("link", new NatsLink(new NatsSettings(List.of(nats.url()), Duration.ofSeconds(5))));
        ports = ports(link, written);
        assertThat(link.awaitFirstConnection(Duration.ofSeconds(10))).isTrue();
    }

    private CheckPorts ports(NatsLink link, RoomKeyWriter keys) {
        return new CheckPorts(
                new EvidentContract(
                        ContractChoice.AUTO,
                        SITE,
                        List.of(new StreamEvidence(link, SITE), new DatabaseEvidence(database))),
                new NatsContractWire(link),
                new NatsPlatformInspection(link),
                new MongoContractDocuments(database),
                new MongoFixtureStore(database, keys),
                keys,
                new MongoProbeSets(database, ProbeSets.CONTRACT_CHECK),
                new MongoServiceIndexes(database));
    }

    ContractReport check() throws InterruptedException {
        return check(Optional.of(SimulatedPlatform.OTHER_SITE)).check(Optional.empty(), () -> false);
    }

    /** Where no other site is known. */
    ContractReport checkAlone(ContractVersion expected) throws InterruptedException {
        return check(Optional.empty()).check(Optional.of(expected), () -> false);
    }

    private ContractCheck check(Optional<String> otherSite) {
        return new PlayedCheck(ports, SITE, otherSite, MAX_ROOM_SIZE, InstantSource.system(), new SplittableRandom());
    }

    @Override
    public void close() {
        parts.close();
    }
}
