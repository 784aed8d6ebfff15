package io.loadgen.preflight;

import io.loadgen.contract.ContractProvider;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.fixtures.RoomKeyInspection;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.PlatformInspection;
import java.util.Optional;

/**
 * The sides of the platform that a preflight looks at.
 *
 * @param contracts which contract is in force
 * @param messaging streams, consumer, who listens
 * @param database its documents
 * @param indexes those that the services make
 * @param platform takes the probe add
 * @param store writes the probe's room and removes it
 * @param probes finds what earlier probes left
 * @param valkeyKeys room keys where contract A has them, empty when it is not known where that is
 */
public record PreflightPorts(
        ContractProvider contracts,
        PlatformInspection messaging,
        DatabaseInspection database,
        ServiceIndexes indexes,
        ChatPlatform platform,
        FixtureStore store,
        ProbeSets probes,
        Optional<RoomKeyInspection> valkeyKeys) {}
