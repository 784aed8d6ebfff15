package io.loadgen.operations;

import io.loadgen.contract.ChatContract;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsSettings;
import io.loadgen.time.NanoClock;
import java.util.Optional;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The platform over NATS. Connects in the background, so a start needs no server. */
@Configuration(proxyBeanMethods = false)
class NatsConfiguration {
    @Bean(destroyMethod = "close")
    NatsLink natsLink(LoadgenProperties properties) {
        LoadgenProperties.Nats nats = properties.nats();
        return new NatsLink(new NatsSettings(
                nats.servers(),
                Optional.of(nats.credentialsFile()).filter(file -> !file.isBlank()),
                nats.connectTimeout()));
    }

    @Bean
    ChatContract chatContract(LoadgenProperties properties) {
        return ChatContract.of(properties.contract(), properties.site());
    }

    @Bean
    ChatPlatform chatPlatform(NatsLink link, ChatContract contract) {
        return new NatsChatPlatform(link, contract, NanoClock.system());
    }

    @Bean
    HealthIndicator natsHealthIndicator(NatsLink link) {
        return new NatsHealth(link);
    }
}
