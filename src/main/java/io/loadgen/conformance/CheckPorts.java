package io.loadgen.conformance;

import io.loadgen.contract.ContractProvider;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.injection.PlatformInspection;

/**
 * The sides of a platform that a contract check needs.
 *
 * @param contracts which contract the platform follows
 * @param wire hears and sends
 * @param messaging its streams and the consumer of room-worker
 * @param documents changes and reads documents of the check's own rooms
 * @param store seeds the check's rooms and removes them
 * @param keys takes a room's key away
 * @param earlier finds what earlier checks left
 * @param indexes those that the services make
 */
public record CheckPorts(
        ContractProvider contracts,
        ContractWire wire,
        PlatformInspection messaging,
        ContractDocuments documents,
        FixtureStore store,
        RoomKeyWriter keys,
        ProbeSets earlier,
        ServiceIndexes indexes) {}
