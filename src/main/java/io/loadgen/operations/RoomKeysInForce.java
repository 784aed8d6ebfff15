package io.loadgen.operations;

import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyWriter;
import java.util.List;
import java.util.Optional;

/**
 * Room keys where the setting wants them; by default where the platform reads them. Documents carry keys unless Valkey alone
 * was asked for: contract A ignores them there, and the next version finds them. Removal looks into Valkey whenever there is
 * one, since the set may have been seeded under another setting.
 *
 * <p>Any thread; blocks on Valkey, and on the look at the platform.
 */
final class RoomKeysInForce implements RoomKeyWriter {
    private final RoomKeyPlace place;
    private final ContractProvider contract;
    private final Optional<RoomKeyWriter> valkey;

    RoomKeysInForce(RoomKeyPlace place, ContractProvider contract, Optional<RoomKeyWriter> valkey) {
        this.place = place;
        this.contract = contract;
        this.valkey = valkey;
    }

    @Override
    public boolean inDocuments() {
        return place != RoomKeyPlace.VALKEY;
    }

    @Override
    public void write(FixturePlan plan, int firstRoom, int rooms) {
        boolean inValkey = switch (place) {
            case AUTO -> contractReadsValkey();
            case MONGO -> false;
            case VALKEY, BOTH -> true;
        };
        if (inValkey) {
            valkey.orElseThrow(() -> new IllegalStateException(
                            "contract A reads room keys from Valkey: set loadgen.valkey.address (VALKEY_ADDR)"))
                    .write(plan, firstRoom, rooms);
        }
    }

    /** Where the version cannot be told, a Valkey that was named is reason enough. */
    private boolean contractReadsValkey() {
        try {
            return contract.current().version() == ContractVersion.A;
        } catch (ContractUnknownException e) {
            return valkey.isPresent();
        }
    }

    @Override
    public void remove(List<String> roomIds) {
        valkey.ifPresent(keys -> keys.remove(roomIds));
    }
}
