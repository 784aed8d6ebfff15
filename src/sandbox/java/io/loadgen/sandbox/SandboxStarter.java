package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(SandboxStarter.class);

    /** Never the platform's: Spring wants its connection to name one. */
    private static final String OWN_DATABASE = "loadgen";

    private static final String HISTORY_URI = "loadgen.history.uri";

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
        Map<String, Object> addresses = new HashMap<>(Map.of(
                "loadgen.nats.url", sandbox.natsUrl(),
                "loadgen.mongo.uri", sandbox.mongoUri(),
                "loadgen.valkey.address",
                        sandbox.valkey().map(EmbeddedValkey::address).orElse(""),
                "spring.mongodb.uri", sandbox.mongoUri() + "/" + OWN_DATABASE,
                "loadgen.mongo.database", settings.database(),
                "loadgen.site", settings.site(),
                // The service finds out for itself, as at a real platform.
                "loadgen.contract", "auto"));
        history(environment).ifPresent(uri -> addresses.put(HISTORY_URI, uri));
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", addresses));
    }

    /** A server for the history alone, where it is to outlive the sandbox and has none yet. */
    private Optional<String> history(ConfigurableEnvironment environment) {
        Path file = SandboxProperties.of(environment).historyFile();
        if (file == null
                || file.toString().isEmpty()
                || !environment.getProperty(HISTORY_URI, "").isEmpty()) {
            return Optional.empty();
        }
        try {
            EmbeddedMongo server = started.add("The history's server", EmbeddedMongo.onFile(file));
            return Optional.of(server.connectionString());
        } catch (IOException e) {
            // Most likely another sandbox has it.
            LOG.warn("The history of this sandbox ends with it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Beans are destroyed in the reverse order of their registration, and there are none of the application's yet. */
    private void closeAfterAllBeansOf(ApplicationPreparedEvent prepared) {
        var beans =
                (DefaultSingletonBeanRegistry) prepared.getApplicationContext().getBeanFactory();
        beans.registerDisposableBean("sandbox", started::close);
    }
}
