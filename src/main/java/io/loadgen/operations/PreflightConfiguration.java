package io.loadgen.operations;

import com.mongodb.client.MongoDatabase;
import io.loadgen.contract.ContractProvider;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.fixtures.privileges.DatabaseFeature.Home;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.mongo.MongoDatabaseInspection;
import io.loadgen.mongo.MongoProbeSets;
import io.loadgen.mongo.ServerTroubles;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.preflight.Preflight;
import io.loadgen.preflight.PreflightPorts;
import io.loadgen.preflight.PreflightSettings;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.valkey.ValkeyRoomKeys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The look at the platform before every run. */
@Configuration(proxyBeanMethods = false)
class PreflightConfiguration {
    @Bean
    PreflightPorts preflightPorts(
            ContractProvider contracts,
            NatsLink link,
            ChatPlatform platform,
            FixtureStore store,
            MongoDatabase database,
            ServerTroubles troubles,
            ServiceIndexes indexes,
            ObjectProvider<ValkeyRoomKeys> valkey,
            LoadgenProperties properties) {
        return new PreflightPorts(
                contracts,
                new NatsPlatformInspection(link),
                new MongoDatabaseInspection(database, ownDatabases(properties), troubles),
                indexes,
                platform,
                store,
                new MongoProbeSets(database),
                Optional.ofNullable(valkey.getIfAvailable()));
    }

    /** That of the history is not the platform's to tell of where it has a server of its own. */
    private static Map<Home, String> ownDatabases(LoadgenProperties properties) {
        LoadgenProperties.History history = properties.history();
        Map<Home, String> names = new EnumMap<>(Home.class);
        names.put(Home.OWN, properties.mongo().ownDatabase());
        if (history.mode() == HistoryMode.MONGODB && history.uri().isEmpty()) {
            names.put(Home.HISTORY, history.database());
        }
        return names;
    }

    @Bean
    RunPreflight runPreflight(PreflightPorts ports, TargetPolicy permit, LoadgenProperties properties) {
        NanoClock clock = NanoClock.system();
        return new Preflight(
                ports,
                new PreflightSettings(
                        clock,
                        new ParkThenSpin(clock, 0),
                        InstantSource.system(),
                        new SecureRandom(),
                        properties.maxRoomSize(),
                        properties.preflight().probe(),
                        properties.preflight().payloadSizes(),
                        permit));
    }
}
