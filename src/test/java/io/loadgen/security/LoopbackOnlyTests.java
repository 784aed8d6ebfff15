package io.loadgen.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** Where a service answers that has no tokens. */
class LoopbackOnlyTests {
    private final TomcatServletWebServerFactory server = new TomcatServletWebServerFactory();

    @Test
    void openServiceBindsTheLoopbackAddress() {
        new LoopbackOnly(true, null).customize(server);

        assertThat(server.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void anotherLoopbackAddressIsKept() {
        new LoopbackOnly(true, InetAddress.ofLiteral("127.0.0.2")).customize(server);

        assertThat(server.getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.2"));
    }

    @Test
    void openServiceIsNotStartedOnAnAddressOfOthers() {
        assertThatThrownBy(() -> new LoopbackOnly(true, InetAddress.ofLiteral("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.address")
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("OPERATOR_TOKEN");
    }

    @Test
    void serviceWithTokensAnswersWhereItIsTold() {
        assertThatCode(() -> new LoopbackOnly(false, InetAddress.ofLiteral("0.0.0.0")).customize(server))
                .doesNotThrowAnyException();

        assertThat(server.getAddress()).isNull();
    }
}
