package io.loadgen.operations;

import io.loadgen.history.RunHistory;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the history can be used. Without it runs are carried out and spooled, so the service as a whole is not down: the status is
 * one of its own, which the overall status does not heed.
 *
 * <p>Any thread; asks nobody.
 */
final class HistoryHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "runs are spooled until the database can be used");

    private final RunHistory history;
    private final LoadgenProperties.History settings;

    HistoryHealth(RunHistory history, LoadgenProperties.History settings) {
        this.history = history;
        this.settings = settings;
    }

    @Override
    public Health health() {
        Optional<String> gap = history.gap();
        Health.Builder health = gap.isEmpty() ? Health.up() : Health.status(DEGRADED);
        health.withDetail("mode", settings.mode().name().toLowerCase(Locale.ROOT))
                .withDetail("database", settings.database())
                .withDetail("spooledRuns", history.spooled());
        gap.ifPresent(why -> health.withDetail("reason", why));
        return health.build();
    }
}
