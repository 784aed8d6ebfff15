package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
@Undisturbed
class SandboxApplicationIT {
    @Test
    void serviceIsHealthyOnTheSandboxAndCloseEndsBoth() {
        try (var context = SandboxApplication.start(
                "--server.port=0", "--management.server.port=0", "--loadgen.sandbox.demo=false")) {
            Environment environment = context.getEnvironment();
            String health = RestClient.create()
                    .get()
                    .uri("http://127.0.0.1:" + environment.getProperty("local.management.port") + "/actuator/health")
                    .retrieve()
                    .body(String.class);

            assertThat(health).contains("\"status\":\"UP\"");
            assertThat(environment.getProperty("loadgen.nats.url")).startsWith("nats://127.0.0.1:");
            assertThat(context.getBean(ContractProvider.class).current().version())
                    .as("as the service finds out by itself")
                    .isEqualTo(ContractVersion.B);
            assertThat(natsServers()).hasSize(1);
        }

        assertThat(natsServers()).isEmpty();
    }

    @Test
    void failedStartOfTheServiceEndsTheSandbox() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> SandboxApplication.start(
                            "--server.address=127.0.0.1",
                            "--server.port=" + taken.getLocalPort(),
                            "--management.server.port=0",
                            "--loadgen.sandbox.demo=false"))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(natsServers()).isEmpty();
    }

    @Test
    void closingTheServicesLeavesNoThread() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(SimulatorSettings.of(ContractVersion.B))) {
            world.seed(0);
            world.add("user-7", new RequestIds(7).format(1), "{\"users\":[\"user-11\"]}");
            world.untilResult();
            world.platform.close();
            world.platform.close();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                String name = thread.getName();
                if (name.startsWith("room-worker") || name.startsWith("room-service")) {
                    // The client's own threads end shortly after its close.
                    thread.join(SimulatedWorld.LIMIT);
                    assertThat(thread.isAlive()).as(name).isFalse();
                }
            }
        }
    }

    private static List<ProcessHandle> natsServers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("nats-server"))
                .toList();
    }
}
