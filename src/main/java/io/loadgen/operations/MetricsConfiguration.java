package io.loadgen.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metrics of runs, besides those that the framework brings. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    @Bean
    RunMeters runMeters(MeterRegistry registry, PrometheusRegistry prometheus) {
        return new RunMeters(registry, prometheus);
    }
}
