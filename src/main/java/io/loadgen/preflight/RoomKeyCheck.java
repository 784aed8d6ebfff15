package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.KeyStore;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixtureInspection.RoomDocuments;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyInspection;
import io.loadgen.result.PreflightCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of the rooms that a run would add to, where the contract has them. Source: chat contract §7.1. */
final class RoomKeyCheck {
    static final String NAME = "room-keys";
    private static final String RESET = "reset the fixture set";

    private final KeyStore store;
    private final Optional<RoomKeyInspection> valkey;

    RoomKeyCheck(KeyStore store, Optional<RoomKeyInspection> valkey) {
        this.store = store;
        this.valkey = valkey;
    }

    PreflightCheck of(FixturePlan plan, List<RoomDocuments> rooms) {
        return switch (store) {
            case MONGO ->
                judged(
                        rooms.stream()
                                .map(room -> new Found(
                                        plan.roomId(room.room()),
                                        room.document().key()))
                                .toList(),
                        "encKey");
            case VALKEY ->
                valkey.map(keys -> inValkey(keys, plan, rooms))
                        .orElseGet(() -> warn(
                                NAME,
                                "room-worker reads keys from Valkey, which was not looked at: no address is given",
                                "set loadgen.valkey.address (VALKEY_ADDR)"));
        };
    }

    /** A Valkey that does not answer must not hide what the documents tell: it fails this check alone. */
    private static PreflightCheck inValkey(RoomKeyInspection valkey, FixturePlan plan, List<RoomDocuments> rooms) {
        List<FixtureInspection.Key> keys;
        try {
            keys = valkey.inspect(plan, rooms.stream().map(RoomDocuments::room).toList());
        } catch (RuntimeException e) {
            return fail(
                    NAME, "keys cannot be read: " + e.getMessage(), "see whether loadgen.valkey.* is the platform's");
        }
        List<Found> found = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            found.add(new Found(plan.roomId(rooms.get(i).room()), keys.get(i)));
        }
        return judged(found, "a key in Valkey");
    }

    private static PreflightCheck judged(List<Found> rooms, String key) {
        Violations absent = Violations.of(rooms, room -> room.key() == FixtureInspection.Key.ABSENT, Found::roomId);
        if (absent.any()) {
            return fail(NAME, absent.told("rooms without " + key + ": their adds bring no event"), RESET);
        }
        Violations malformed =
                Violations.of(rooms, room -> room.key() == FixtureInspection.Key.MALFORMED, Found::roomId);
        return malformed.any()
                ? fail(
                        NAME,
                        malformed.told("rooms with " + key + " that is not " + FixturePlan.ROOM_KEY_BYTES
                                + " bytes with a version"),
                        RESET)
                : pass(NAME, "every room has a key of " + FixturePlan.ROOM_KEY_BYTES + " bytes");
    }

    /** The key of a room. */
    private record Found(String roomId, FixtureInspection.Key key) {}
}
