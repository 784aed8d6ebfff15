package io.loadgen.sandbox;

import io.loadgen.contract.ContractVersion;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the sandbox consists of.
 *
 * <p>Immutable; any thread.
 *
 * @param natsServer the nats-server to run; else one is found or provisioned
 * @param site the site id of the platform
 * @param database the platform's database
 * @param simulator how the simulated services behave, the contract's version included
 */
public record SandboxSettings(Optional<Path> natsServer, String site, String database, SimulatorSettings simulator) {
    /** The platform's usual site id. */
    public static final String DEFAULT_SITE = "site-local";

    /** The platform's usual database. */
    public static final String DEFAULT_DATABASE = "chat";

    /**
     * The platform's defaults, nothing slow and nothing wrong.
     *
     * @param version the contract to follow
     * @return settings to go on from
     */
    public static SandboxSettings of(ContractVersion version) {
        return of(SimulatorSettings.of(version));
    }

    /**
     * The platform's defaults with services of one's own.
     *
     * @param simulator how the simulated services behave
     * @return settings to go on from
     */
    public static SandboxSettings of(SimulatorSettings simulator) {
        return new SandboxSettings(Optional.empty(), DEFAULT_SITE, DEFAULT_DATABASE, simulator);
    }
}
