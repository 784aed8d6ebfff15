package io.loadgen.operations;

import com.mongodb.client.MongoDatabase;
import io.loadgen.conformance.CheckPorts;
import io.loadgen.conformance.ContractCheck;
import io.loadgen.conformance.PlayedCheck;
import io.loadgen.contract.ContractProvider;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.mongo.MongoContractDocuments;
import io.loadgen.mongo.MongoProbeSets;
import io.loadgen.nats.NatsContractWire;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The check of the platform's contract. */
@Configuration(proxyBeanMethods = false)
class ContractCheckConfiguration {
    @Bean
    CheckPorts checkPorts(
            ContractProvider contracts,
            NatsLink link,
            MongoDatabase database,
            FixtureStore store,
            RoomKeyWriter keys,
            ServiceIndexes indexes) {
        return new CheckPorts(
                contracts,
                new NatsContractWire(link),
                new NatsPlatformInspection(link),
                new MongoContractDocuments(database),
                store,
                keys,
                new MongoProbeSets(database, ProbeSets.CONTRACT_CHECK),
                indexes);
    }

    @Bean
    ContractCheck contractCheck(CheckPorts ports, LoadgenProperties properties) {
        return new PlayedCheck(
                ports,
                properties.site(),
                properties.otherSite().known(),
                properties.maxRoomSize(),
                InstantSource.system(),
                new SecureRandom());
    }
}
