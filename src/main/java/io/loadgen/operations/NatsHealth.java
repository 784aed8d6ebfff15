package io.loadgen.operations;

import io.loadgen.injection.PlatformConnection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether NATS is connected. Any thread; never blocks. */
final class NatsHealth implements HealthIndicator {
    private final PlatformConnection connection;

    NatsHealth(PlatformConnection connection) {
        this.connection = connection;
    }

    @Override
    public Health health() {
        PlatformConnection.State state = connection.state();
        Health.Builder health = state.connected() ? Health.up() : Health.down();
        return health.withDetail("connection", state.description()).build();
    }
}
