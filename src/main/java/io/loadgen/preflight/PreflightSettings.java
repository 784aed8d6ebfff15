package io.loadgen.preflight;

import io.loadgen.injection.TargetPolicy;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What every preflight has in common.
 *
 * @param clock times everything
 * @param pacing how to wait on it
 * @param wallClock when a probe was made, for who finds its remains, and until when jobs are tried again
 * @param random request ids and probe rooms that are nobody else's
 * @param maxRoomSize the most members that the platform lets a room have
 * @param probe whether a probe add is made unless something else is asked for
 * @param payloadSizes whether a message that may be too large for a server lets no run begin
 * @param permit whether the platform configured may be loaded at all
 */
public record PreflightSettings(
        NanoClock clock,
        WaitStrategy pacing,
        InstantSource wallClock,
        RandomGenerator random,
        int maxRoomSize,
        boolean probe,
        boolean payloadSizes,
        TargetPolicy permit) {
    /**
     * Settings of a service that may load what it is configured for.
     *
     * @param clock times everything
     * @param pacing how to wait on it
     * @param wallClock when a probe was made
     * @param random request ids and probe rooms
     * @param maxRoomSize the most members of a room
     * @param probe whether a probe add is made
     */
    public PreflightSettings(
            NanoClock clock,
            WaitStrategy pacing,
            InstantSource wallClock,
            RandomGenerator random,
            int maxRoomSize,
            boolean probe) {
        this(clock, pacing, wallClock, random, maxRoomSize, probe, true, TargetPolicy.GRANTED);
    }
}
