package io.loadgen.operations;

import io.loadgen.nats.NatsLink;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether NATS is connected. Any thread; never blocks. */
final class NatsHealth implements HealthIndicator {
    private final NatsLink link;

    NatsHealth(NatsLink link) {
        this.link = link;
    }

    @Override
    public Health health() {
        if (!link.isConnected()) {
            return Health.down().withDetail("reason", link.lastTrouble()).build();
        }
        Health.Builder health = Health.up();
        link.serverVersion().ifPresent(version -> health.withDetail("serverVersion", version));
        return health.build();
    }
}
