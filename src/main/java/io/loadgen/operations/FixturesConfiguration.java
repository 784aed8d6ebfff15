package io.loadgen.operations;

import com.mongodb.client.MongoDatabase;
import io.loadgen.fixtures.FixtureCatalog;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.mongo.MongoFixtureCatalog;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.mongo.MongoMembershipReader;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fixture sets: documents in the platform's database, the catalog in this service's own. */
@Configuration(proxyBeanMethods = false)
class FixturesConfiguration {
    /** A job looks for its cancellation between two batches, which take far less. */
    private static final Duration JOB_CLOSE_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    FixtureLimits fixtureLimits(LoadgenProperties properties) {
        return new FixtureLimits(properties.site(), properties.maxRoomSize());
    }

    @Bean
    FixtureStore fixtureStore(@Qualifier(MongoConfiguration.PLATFORM) MongoDatabase platform) {
        return new MongoFixtureStore(platform, RoomKeyWriter.DOCUMENTS_ONLY);
    }

    @Bean
    MembershipReader membershipReader(@Qualifier(MongoConfiguration.PLATFORM) MongoDatabase platform) {
        return new MongoMembershipReader(platform);
    }

    @Bean
    FixtureCatalog fixtureCatalog(@Qualifier(MongoConfiguration.OWN) MongoDatabase own) {
        return new MongoFixtureCatalog(own);
    }

    @Bean(destroyMethod = "close")
    FixtureService fixtureService(FixtureStore store, FixtureCatalog catalog) {
        return new FixtureService(store, catalog, NanoClock.system(), InstantSource.system(), JOB_CLOSE_TIMEOUT);
    }
}
