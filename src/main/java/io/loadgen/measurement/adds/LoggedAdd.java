package io.loadgen.measurement.adds;

import io.loadgen.contract.Shape;
import io.loadgen.measurement.SlotKey;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One slot as the {@link AddLog} kept it.
 *
 * <p>Immutable; any thread.
 *
 * @param key the slot's key, which its request id was made of
 * @param room the number of its room
 * @param from where in the pool of the room its accounts begin
 * @param accounts how many they are
 * @param shape what its request named
 * @param reply how its first stage ended, null when it was never closed
 * @param event how its event ended, null when none was due
 * @param result how its job result ended, null when none was due
 */
public record LoggedAdd(
        long key,
        int room,
        int from,
        int accounts,
        Shape shape,
        @Nullable ReplyOutcome reply,
        @Nullable EventOutcome event,
        @Nullable ResultOutcome result) {
    /** The number of the slot, 0 for the first of the run. */
    public long slot() {
        return SlotKey.slot(key);
    }
}
