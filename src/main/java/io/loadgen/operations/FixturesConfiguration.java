package io.loadgen.operations;

import com.mongodb.client.MongoDatabase;
import io.loadgen.contract.ContractFinding;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixtureCatalog;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.lifecycle.lease.Leases;
import io.loadgen.mongo.MongoFixtureCatalog;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.mongo.MongoMembershipReader;
import io.loadgen.mongo.MongoServiceIndexes;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.time.NanoClock;
import io.loadgen.valkey.ValkeyAddress;
import io.loadgen.valkey.ValkeyRoomKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Fixture sets: documents in the platform's database, the catalog in this service's own. */
@Configuration(proxyBeanMethods = false)
class FixturesConfiguration {
    /** A job looks for its cancellation between two batches, which take far less. */
    private static final Duration JOB_CLOSE_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    FixtureLimits fixtureLimits(LoadgenProperties properties) {
        FixtureSettings fixtures = properties.fixtures();
        return new FixtureLimits(
                properties.site(),
                properties.maxRoomSize(),
                fixtures.maxRooms(),
                fixtures.maxUsers(),
                fixtures.maxCandidates(),
                fixtures.catalog());
    }

    @Bean
    FixtureStore fixtureStore(MongoDatabase platform, RoomKeyWriter roomKeys) {
        return new MongoFixtureStore(platform, roomKeys);
    }

    @Bean
    ServiceIndexes serviceIndexes(MongoDatabase platform) {
        return new MongoServiceIndexes(platform);
    }

    @Bean
    @Primary
    RoomKeyWriter roomKeys(
            LoadgenProperties properties, ContractProvider contract, ObjectProvider<ValkeyRoomKeys> valkey) {
        return new RoomKeysInForce(properties.roomKeys(), contract, Optional.ofNullable(valkey.getIfAvailable()));
    }

    /** Only where an address is given: nothing may look for a Valkey that is not used. */
    @Bean(destroyMethod = "close")
    @Conditional(ValkeyIsUsed.class)
    ValkeyRoomKeys valkeyRoomKeys(LoadgenProperties properties) {
        LoadgenProperties.Valkey valkey = properties.valkey();
        return new ValkeyRoomKeys(ValkeyAddress.parse(valkey.address()), valkey.password(), valkey.timeout());
    }

    @Bean
    MembershipReader membershipReader(MongoDatabase platform) {
        return new MongoMembershipReader(platform);
    }

    @Bean
    FixtureCatalog fixtureCatalog(OwnDatabase own) {
        return new MongoFixtureCatalog(own);
    }

    @Bean(destroyMethod = "close")
    FixtureService fixtureService(
            FixtureStore store,
            ServiceIndexes indexes,
            ContractProvider contracts,
            FixtureCatalog catalog,
            Leases leases) {
        return new FixtureService(
                store,
                () -> indexes.createMissing(versionNow(contracts)),
                catalog,
                leases,
                NanoClock.system(),
                InstantSource.system(),
                JOB_CLOSE_TIMEOUT);
    }

    /** Looked for anew: indexes of another version than the platform's would be in the way of its own. */
    private static ContractVersion versionNow(ContractProvider contracts) {
        ContractFinding finding = contracts.detect();
        return finding.version().orElseThrow(() -> new ContractUnknownException(finding));
    }
}
