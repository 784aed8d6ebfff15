package io.loadgen.operations.metrics;

import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.nats.NatsLink;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metrics of runs, besides those that the framework brings. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    @Bean
    RunMeters runMeters(MeterRegistry registry, PrometheusRegistry prometheus, FixtureLimits limits) {
        return new RunMeters(registry, prometheus, limits.presets());
    }

    @Bean
    MeterBinder natsMeters(NatsLink link) {
        return registry -> {
            Gauge.builder("loadgen.nats.connected", link, nats -> nats.isConnected() ? 1 : 0)
                    .description("1 while NATS is connected")
                    .register(registry);
            FunctionCounter.builder("loadgen.nats.disconnects", link, NatsLink::disconnects)
                    .description("Times that an established connection to NATS was lost")
                    .register(registry);
        };
    }
}
