package io.loadgen.mongo;

import com.mongodb.ServerAddress;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerListener;
import com.mongodb.event.ServerMonitorListener;
import com.mongodb.event.ServerOpeningEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Why servers cannot be used: the innermost reason of the last failed look at each of them, such as a certificate that is not
 * trusted. The driver itself gives only a time-out to whoever waits for a server.
 *
 * <p>Any thread.
 */
public final class ServerTroubles implements ServerMonitorListener, ServerListener {
    private static final String NOT_LOOKED_AT = "not reached yet";

    private final Map<ServerAddress, String> troubles = new ConcurrentHashMap<>();

    /** Begins with none. */
    public ServerTroubles() {
        // Filled by the driver.
    }

    @Override
    public void serverOpening(ServerOpeningEvent event) {
        troubles.put(event.getServerId().getAddress(), NOT_LOOKED_AT);
    }

    @Override
    public void serverClosed(ServerClosedEvent event) {
        troubles.remove(event.getServerId().getAddress());
    }

    @Override
    public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
        troubles.remove(event.getConnectionId().getServerId().getAddress());
    }

    @Override
    public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
        Throwable reason = event.getThrowable();
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        troubles.put(
                event.getConnectionId().getServerId().getAddress(),
                reason.getClass().getSimpleName() + ": " + reason.getMessage());
    }

    /**
     * Describes them.
     *
     * @return each server that cannot be used with its reason; empty when there is none
     */
    public String describe() {
        return troubles.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
    }
}
