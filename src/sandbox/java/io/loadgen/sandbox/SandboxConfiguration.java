package io.loadgen.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What the sandbox adds to the service. Without an annotation, so that no scan finds it: only {@link SandboxApplication}
 * names it.
 */
final class SandboxConfiguration {
    @Bean
    @ConditionalOnProperty(name = "loadgen.sandbox.demo", havingValue = "true", matchIfMissing = true)
    SandboxDemo sandboxDemo(Environment environment) {
        return new SandboxDemo(environment, System.out);
    }
}
