package io.loadgen.operations;

import io.loadgen.history.HistorySettings;
import io.loadgen.history.Retention;
import io.loadgen.history.RetentionChoice;
import io.loadgen.history.RunHistory;
import io.loadgen.result.Environment;
import io.loadgen.time.NanoClock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The history of runs. Closed after the run manager, so that the last run is kept, and before its client. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
    /** Fifteen heartbeats: a pause of a process, or of its way to the database, is not its death. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int OWNER_BYTES = 4;

    /** Of an archive of which nobody says anything else. */
    private static final Retention USUAL = new Retention(1_000, Duration.ofDays(90));

    /** A process that keeps its history in memory has not the room of a database. */
    private static final int MOST_IN_MEMORY = 50;

    @Bean(destroyMethod = "close")
    HistoryBackend historyPlace(LoadgenProperties properties) {
        return HistoryBackend.of(properties);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RunHistory runHistory(
            HistoryBackend place,
            Supplier<Environment> reportEnvironment,
            LoadgenProperties properties,
            ApplicationContext context) {
        // A single run is no reason to begin removing what others keep.
        boolean decides = context instanceof WebServerApplicationContext;
        return new RunHistory(
                place.archive(),
                place.baselines(),
                place.retention(),
                settings(properties.history(), decides),
                reportEnvironment,
                InstantSource.system(),
                NanoClock.system());
    }

    private static HistorySettings settings(LoadgenProperties.History history, boolean decides) {
        return switch (history.mode()) {
            case MONGODB ->
                new HistorySettings(
                        owner(),
                        Optional.of(history.spool()),
                        HEARTBEAT,
                        SILENCE,
                        new RetentionChoice(
                                Optional.ofNullable(history.keepRuns()),
                                Optional.ofNullable(history.keepFor()),
                                decides ? Optional.of(USUAL) : Optional.empty()));
            case MEMORY ->
                new HistorySettings(
                        owner(),
                        Optional.empty(),
                        HEARTBEAT,
                        SILENCE,
                        RetentionChoice.of(new Retention(
                                Math.min(
                                        Objects.requireNonNullElse(history.keepRuns(), MOST_IN_MEMORY), MOST_IN_MEMORY),
                                Objects.requireNonNullElse(history.keepFor(), USUAL.longest()))));
        };
    }

    /** Of this process and no other, and safe as the name of a file. */
    private static String owner() {
        byte[] random = new byte[OWNER_BYTES];
        new SecureRandom().nextBytes(random);
        String host = ReportsConfiguration.hostName().replaceAll("[^A-Za-z0-9.-]", "_");
        return host + "-" + HexFormat.of().formatHex(random);
    }

    @Bean
    HealthIndicator historyHealthIndicator(RunHistory history, LoadgenProperties properties) {
        return new HistoryHealth(history, properties.history());
    }

    @Bean
    MeterBinder historyMeters(RunHistory history) {
        return registry -> {
            Gauge.builder("loadgen.history.spooled", history, RunHistory::spooled)
                    .description("Ended runs that wait to be stored in the history database")
                    .register(registry);
            Gauge.builder(
                            "loadgen.history.reachable",
                            history,
                            kept -> kept.gap().isEmpty() ? 1 : 0)
                    .description("1 while the history database can be used, as far as is known")
                    .register(registry);
            FunctionCounter.builder("loadgen.history.interrupted", history, RunHistory::interrupted)
                    .description("Runs found whose process had ended before them")
                    .register(registry);
        };
    }
}
