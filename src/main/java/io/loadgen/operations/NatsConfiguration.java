package io.loadgen.operations;

import com.mongodb.client.MongoDatabase;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.EvidentContract;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.JobStream;
import io.loadgen.mongo.DatabaseEvidence;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsJobStream;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.OtherSite;
import io.loadgen.nats.StreamEvidence;
import io.loadgen.time.NanoClock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The platform over NATS. Connects in the background, so a start needs no server. */
@Configuration(proxyBeanMethods = false)
class NatsConfiguration {
    @Bean(destroyMethod = "close")
    NatsLink natsLink(LoadgenProperties properties) {
        return new NatsLink(NatsAccess.of(properties.nats()));
    }

    @Bean
    ContractProvider contractInForce(LoadgenProperties properties, NatsLink link, MongoDatabase platform) {
        return new EvidentContract(
                properties.contract(),
                properties.site(),
                List.of(new StreamEvidence(link, properties.site()), new DatabaseEvidence(platform)));
    }

    @Bean
    ChatPlatform chatPlatform(NatsLink link, ContractProvider contracts, OtherSite otherSite) {
        return new NatsChatPlatform(link, contracts, NanoClock.system(), otherSite);
    }

    /** Not a connection among the beans: there is one platform. */
    @Bean(destroyMethod = "close")
    OtherSite otherSite(LoadgenProperties properties) {
        LoadgenProperties.OtherSite other = properties.otherSite();
        return new OtherSite(
                other.id(),
                other.natsUrl().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new NatsLink(NatsAccess.of(properties.nats().at(other.natsUrl())))));
    }

    @Bean
    JobStream jobStream(NatsLink link, ContractProvider contracts) {
        return new NatsJobStream(link, contracts);
    }

    @Bean
    HealthIndicator natsHealthIndicator(NatsLink link) {
        return new NatsHealth(link);
    }
}
