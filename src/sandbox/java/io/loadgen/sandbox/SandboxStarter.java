package io.loadgen.sandbox;

import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the sandbox as soon as the settings are known, before there is an application context, and points the
 * application to it. The sandbox ends after every bean: on close of the context, on a failed start, and at the latest
 * when the JVM shuts down.
 *
 * <p>Called by the thread that starts the application.
 */
final class SandboxStarter implements ApplicationListener<ApplicationEvent> {
    /** Never the platform's: Spring wants its connection to name one. */
    private static final String OWN_DATABASE = "loadgen";

    private final ClosingStack started = new ClosingStack();

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        switch (event) {
            case ApplicationEnvironmentPreparedEvent prepared -> start(prepared.getEnvironment());
            case ApplicationPreparedEvent prepared -> closeAfterAllBeansOf(prepared);
            case ApplicationFailedEvent failed -> started.close();
            default -> {
                // Nothing else concerns the sandbox.
            }
        }
    }

    private void start(ConfigurableEnvironment environment) {
        SandboxSettings settings = SandboxProperties.of(environment).toSettings();
        SpringApplication.getShutdownHandlers().add(started::close);
        Sandbox sandbox = started.add("The sandbox", Sandbox.start(settings));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "sandbox",
                        Map.of(
                                "loadgen.nats.url", sandbox.natsUrl(),
                                "loadgen.mongo.uri", sandbox.mongoUri(),
                                "loadgen.valkey.address",
                                        sandbox.valkey()
                                                .map(EmbeddedValkey::address)
                                                .orElse(""),
                                "spring.mongodb.uri", sandbox.mongoUri() + "/" + OWN_DATABASE,
                                "loadgen.mongo.database", settings.database(),
                                "loadgen.site", settings.site(),
                                // The service finds out for itself, as at a real platform.
                                "loadgen.contract", "auto")));
    }

    /** Beans are destroyed in the reverse order of their registration, and there are none of the application's yet. */
    private void closeAfterAllBeansOf(ApplicationPreparedEvent prepared) {
        var beans =
                (DefaultSingletonBeanRegistry) prepared.getApplicationContext().getBeanFactory();
        beans.registerDisposableBean("sandbox", started::close);
    }
}
