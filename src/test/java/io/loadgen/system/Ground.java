package io.loadgen.system;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.KeyStore;
import io.loadgen.sandbox.EmbeddedValkey;
import io.loadgen.sandbox.HostedPlatform;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxException;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a laboratory stands on.
 *
 * @param settings which database, site and contract
 * @param natsUrl with the scheme nats
 * @param mongoUri without a database
 * @param valkeyAddress host and port, where the contract has room keys there
 * @param platform the running services, with their servers if these are their own
 */
record Ground(
        SandboxSettings settings,
        String natsUrl,
        String mongoUri,
        Optional<String> valkeyAddress,
        AutoCloseable platform)
        implements AutoCloseable {

    /** Services and servers, started here and closed together. */
    static Ground sandbox(SimulatorSettings simulator) {
        Sandbox sandbox = Sandbox.start(SandboxSettings.of(simulator));
        return new Ground(
                sandbox.settings(),
                sandbox.natsUrl(),
                sandbox.mongoUri(),
                sandbox.valkey().map(EmbeddedValkey::address),
                sandbox);
    }

    /** The same, its NATS reached another way. */
    Ground through(UnaryOperator<String> wayTo) {
        return new Ground(settings, wayTo.apply(natsUrl), mongoUri, valkeyAddress, platform);
    }

    /** Services on servers that outlive them. */
    static Ground on(Servers servers, SimulatorSettings simulator) throws Exception {
        SandboxSettings settings = SandboxSettings.of(simulator);
        KeyStore keys = ChatContract.of(simulator.version(), settings.site()).keyStore();
        return new Ground(
                settings,
                servers.natsUrl(),
                servers.mongoUri(),
                keys == KeyStore.VALKEY ? Optional.of(servers.valkeyAddress()) : Optional.empty(),
                HostedPlatform.start(servers.natsUrl(), servers.mongoUri(), servers.valkeyAddress(), settings));
    }

    @Override
    public void close() {
        try {
            platform.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SandboxException("The platform did not close: " + e.getMessage(), e);
        }
    }
}
