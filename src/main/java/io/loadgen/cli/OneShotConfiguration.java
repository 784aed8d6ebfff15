package io.loadgen.cli;

import io.loadgen.application.FixtureProvisioner;
import io.loadgen.application.FixtureStarter;
import io.loadgen.application.RunStarter;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunManager;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service without its web side. Not annotated as a configuration, so that the service itself does not find it.
 */
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan("io.loadgen")
@ComponentScan("io.loadgen.operations")
class OneShotConfiguration {
    @Bean
    RunEnd runEnd() {
        return new RunEnd();
    }

    @Bean
    OneShotRun oneShotRun(
            OneShotProperties properties,
            JsonMapper json,
            FixtureStarter fixtureStarter,
            FixtureLimits limits,
            FixtureService fixtures,
            RunStarter starts,
            RunManager runs,
            RunEnd end,
            RunHistory history) {
        FixtureProvisioner making = new FixtureProvisioner(
                fixtures, fixtureStarter, id -> OneShotSpec.preset(id, limits), properties.fixtureTimeout());
        return new OneShotRun(properties, json, limits, making, starts, runs, end, history);
    }
}
