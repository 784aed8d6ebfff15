package io.loadgen.operations;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.mongo.ServerTroubles;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client, two databases: the platform's, and this service's own. Connects in the background, so a start needs neither. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {
    @Bean(destroyMethod = "close")
    MongoClient mongoClient(LoadgenProperties properties, ServerTroubles troubles) {
        return MongoClients.create(settings(properties.mongo(), troubles));
    }

    @Bean
    ServerTroubles serverTroubles() {
        return new ServerTroubles();
    }

    @Bean
    MongoDatabase platformDatabase(MongoClient client, LoadgenProperties properties) {
        // An audit that reads from a lagging secondary would find members lost that are not.
        return client.getDatabase(properties.mongo().database()).withReadPreference(ReadPreference.primary());
    }

    @Bean
    OwnDatabase ownDatabase(MongoClient client, LoadgenProperties properties) {
        return new OwnDatabase(client, properties.mongo().ownDatabase());
    }

    @Bean
    HealthIndicator mongodbHealthIndicator(MongoClient client, MongoDatabase database, ServerTroubles troubles) {
        return new MongoHealth(client, database, troubles);
    }

    /**
     * Turns the settings into the driver's.
     *
     * <p>A {@code mongodb+srv} address is looked up here already, for what its TXT record sets: the one thing that a start
     * needs.
     */
    static MongoClientSettings settings(LoadgenProperties.Mongo mongo, ServerTroubles troubles) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applicationName("loadgen")
                .applyConnectionString(MongoAddress.parse(mongo.connectionString(), null))
                .applyToServerSettings(
                        server -> server.addServerListener(troubles).addServerMonitorListener(troubles))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(
                        mongo.serverSelectionTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(
                                mongo.serverSelectionTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(mongo.operationTimeout().toMillis(), TimeUnit.MILLISECONDS));
        if (!mongo.tls().isEmpty()) {
            SSLContext context = PemFiles.of("loadgen.mongo.tls", mongo.tls()).createSslContext();
            settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
        }
        return settings.build();
    }
}
