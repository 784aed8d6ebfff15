package io.loadgen.runs.preflight;

import io.loadgen.contract.ContractInForce;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.PlatformInspection;

/**
 * The sides of the platform that a preflight looks at.
 *
 * @param contracts which contract is in force
 * @param messaging streams, consumer, who listens
 * @param database indexes and documents
 * @param platform takes the probe add
 * @param store writes the probe's room and removes it
 * @param probes finds what earlier probes left
 */
public record PreflightPorts(
        ContractInForce contracts,
        PlatformInspection messaging,
        DatabaseInspection database,
        ChatPlatform platform,
        FixtureStore store,
        ProbeSets probes) {}
