package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ContractVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

class SandboxPropertiesTests {
    @Test
    void defaultsAreThePlatforms() {
        SandboxProperties properties = bind();
        SandboxSettings settings = properties.toSettings();

        assertThat(properties.demo()).isTrue();
        assertThat(settings.natsServer()).isEmpty();
        assertThat(settings.site()).isEqualTo("site-local");
        assertThat(settings.database()).isEqualTo("chat");
        assertThat(settings.simulator().version()).isEqualTo(ContractVersion.B);
        assertThat(settings.simulator().workerParallelism()).isEqualTo(100);
        assertThat(settings.simulator().maxRoomSize()).isEqualTo(1000);
    }

    @Test
    void commandLineSettingsReachTheSimulator() {
        SandboxSettings settings = bind(
                        "--loadgen.sandbox.contract=A",
                        "--loadgen.sandbox.nats-server=/opt/nats-server",
                        "--loadgen.sandbox.room-service.time=5ms",
                        "--loadgen.sandbox.room-worker.time=20ms",
                        "--loadgen.sandbox.room-worker.sigma=0.5",
                        "--loadgen.sandbox.worker-parallelism=7",
                        "--loadgen.sandbox.max-room-size=50")
                .toSettings();

        assertThat(settings.natsServer()).contains(Path.of("/opt/nats-server"));
        SimulatorSettings simulator = settings.simulator();
        assertThat(simulator.version()).isEqualTo(ContractVersion.A);
        assertThat(simulator.roomServiceTime()).isEqualTo(new ServiceTime.Constant(Duration.ofMillis(5)));
        assertThat(simulator.roomWorkerTime()).isEqualTo(new ServiceTime.Lognormal(Duration.ofMillis(20), 0.5));
        assertThat(simulator.workerParallelism()).isEqualTo(7);
        assertThat(simulator.maxRoomSize()).isEqualTo(50);
    }

    @Test
    void cachesAreThePlatformsOrAsTheyAreSet() {
        assertThat(caches()).isEqualTo(ReadCacheSettings.USUAL);
        assertThat(caches(
                        "--loadgen.sandbox.contract-c.caches.users=0",
                        "--loadgen.sandbox.contract-c.caches.room-ttl=5s"))
                .isEqualTo(new ReadCacheSettings(0, Duration.ofMinutes(5), 10_000, Duration.ofSeconds(5)));
    }

    private static ReadCacheSettings caches(String... arguments) {
        return bind(arguments).toSettings().simulator().contractC().caches();
    }

    @Test
    void faultsArePlannedByWords() {
        FaultPlan faults = bind(
                        "--loadgen.sandbox.faults.drop-event=3",
                        "--loadgen.sandbox.faults.reject-request=every 2",
                        "--loadgen.sandbox.faults.drop-result=50%",
                        "--loadgen.sandbox.event-delay=2s")
                .toSettings()
                .simulator()
                .faults();

        assertThat(faults.eventDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(strikes(faults, Fault.Occasion.EVENT)).containsExactly(null, null, Fault.DROP_EVENT, null);
        assertThat(strikes(faults, Fault.Occasion.REQUEST))
                .containsExactly(null, Fault.REJECT_REQUEST, null, Fault.REJECT_REQUEST);
        assertThat(strikes(faults, Fault.Occasion.RESULT))
                .containsExactly(null, Fault.DROP_RESULT, null, Fault.DROP_RESULT);
    }

    private static List<@Nullable Fault> strikes(FaultPlan faults, Fault.Occasion occasion) {
        List<@Nullable Fault> strikes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            strikes.add(faults.strike(occasion));
        }
        return strikes;
    }

    @Test
    void aFaultThatIsNoRuleIsRefused() {
        assertThatThrownBy(
                        () -> bind("--loadgen.sandbox.faults.drop-event=often").toSettings())
                .hasMessage("DROP_EVENT must be a number such as 7, 'every 10' or '5%', was 'often'");
    }

    @Test
    void misspelledSettingIsRefused() {
        assertThatThrownBy(() -> bind("--loadgen.sandbox.conract=A"))
                .rootCause()
                .hasMessageContaining("loadgen.sandbox.conract");
    }

    private static SandboxProperties bind(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        ConfigurationPropertySources.attach(environment);
        return SandboxProperties.of(environment);
    }
}
