package io.loadgen.cli;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The service without its web side and without a run. Not annotated as a configuration, so that the service itself does not find it. */
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan("io.loadgen")
@ComponentScan("io.loadgen.operations")
class ContractConfiguration {}
