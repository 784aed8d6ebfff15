package io.loadgen.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Keeps a service without tokens to its own machine; one with tokens answers where it is told to. The management port is not
 * concerned.
 */
final class LoopbackOnly implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackOnly.class);

    private final boolean open;
    private final @Nullable InetAddress asked;

    /** Takes whether anybody may call, and the address that was configured, null for none. */
    LoopbackOnly(boolean open, @Nullable InetAddress asked) {
        this.open = open;
        this.asked = asked;
        if (open && asked != null && !asked.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "server.address must be a loopback address while no token is configured, was "
                            + asked.getHostAddress() + "; set OPERATOR_TOKEN, loadgen.security.tokens or"
                            + " loadgen.security.oauth2.issuer to answer others");
        }
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        if (!open) {
            return;
        }
        InetAddress address = asked == null ? InetAddress.getLoopbackAddress() : asked;
        factory.setAddress(address);
        LOG.warn(
                "No token is configured: the API answers on {} only, and there to anybody. Set OPERATOR_TOKEN to open it to"
                        + " others who know the token.",
                address.getHostAddress());
    }

    /** After Boot's own, which applies {@code server.address}. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
