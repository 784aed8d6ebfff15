package io.loadgen.operations;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.injection.PlatformConnection;
import io.loadgen.runs.InMemoryRunStore;
import io.loadgen.runs.RunExecutor;
import io.loadgen.runs.RunLimits;
import io.loadgen.runs.RunListener;
import io.loadgen.runs.RunManager;
import io.loadgen.runs.RunStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs. Beans close in the reverse order of their making, and the manager is made from the executor and after the fixture
 * service: so at shutdown a run drains and is recorded while connections and fixture sets are still there.
 */
@Configuration(proxyBeanMethods = false)
class RunsConfiguration {
    @Bean
    RunLimits runLimits(LoadgenProperties properties) {
        return new RunLimits(properties.runs().maxRate(), properties.runs().maxDuration());
    }

    @Bean
    RunStore runStore(LoadgenProperties properties) {
        return new InMemoryRunStore(properties.runs().history());
    }

    @Bean(destroyMethod = "close")
    RunManager runManager(
            RunExecutor executor,
            RunStore store,
            List<RunListener> listeners,
            FixtureService fixtures,
            LoadgenProperties properties) {
        return new RunManager(
                executor,
                store,
                InstantSource.system(),
                RunListener.all(listeners),
                new SecureRandom(),
                properties.runs().drainTime());
    }

    @Bean
    HealthIndicator natsHealthIndicator(PlatformConnection connection) {
        return new NatsHealth(connection);
    }
}
