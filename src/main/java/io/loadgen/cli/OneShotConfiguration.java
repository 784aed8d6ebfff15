package io.loadgen.cli;

import io.loadgen.api.FixtureStarts;
import io.loadgen.api.HeadlessApi;
import io.loadgen.api.RunStarts;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunManager;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service without its web side. Not annotated as a configuration, so that the service itself does not find it.
 */
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan("io.loadgen")
@ComponentScan("io.loadgen.operations")
@Import(HeadlessApi.class)
class OneShotConfiguration {
    @Bean
    RunEnd runEnd() {
        return new RunEnd();
    }

    @Bean
    OneShotRun oneShotRun(
            OneShotProperties properties,
            JsonMapper json,
            FixtureStarts fixtureStarts,
            FixtureService fixtures,
            RunStarts starts,
            RunManager runs,
            RunEnd end,
            RunHistory history) {
        FixtureProvisioner making = new FixtureProvisioner(fixtures, fixtureStarts, properties.fixtureTimeout());
        return new OneShotRun(properties, json, fixtureStarts, making, starts, runs, end, history);
    }
}
