package io.loadgen.api;

import io.loadgen.fixtures.PoolYield;
import io.loadgen.spec.Preset;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A preset and what it can feed.
 *
 * @param name its name
 * @param rooms how many rooms
 * @param baselineMembers members of each room before any load
 * @param candidatesPerRoom users that can be added to each room, once each
 * @param users users in all
 * @param usersPerBlock users that share an org and a source channel
 * @param largestRoom members of a room when all candidates were added: what {@code MAX_ROOM_SIZE} of the platform must allow
 * @param feeds what fresh pools can feed with the default {@code usersPerAdd}
 */
@Schema(name = "Preset")
public record PresetView(
        String name,
        int rooms,
        int baselineMembers,
        int candidatesPerRoom,
        int users,
        int usersPerBlock,
        int largestRoom,
        AddsView feeds) {
    static PresetView of(Preset preset) {
        var yield = PoolYield.of(preset.rooms(), preset.candidatesPerRoom(), AddsView.DEFAULT_USERS_PER_ADD);
        return new PresetView(
                preset.name(),
                preset.rooms(),
                preset.baselineMembers(),
                preset.candidatesPerRoom(),
                preset.users(),
                preset.usersPerBlock(),
                preset.largestRoom(),
                new AddsView(yield.usersPerAdd(), yield.adds()));
    }
}
