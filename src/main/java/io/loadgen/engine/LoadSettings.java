package io.loadgen.engine;

import io.loadgen.time.NanoClock;
import io.loadgen.time.ThreadScheduling;
import io.loadgen.time.WaitStrategy;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What every run's execution has in common.
 *
 * @param clock the clock of every latency
 * @param pacing how the pacing thread waits on it
 * @param pacingThread how the system is asked to run that thread
 * @param wallClock the acceptance time of canonical messages
 * @param runBits a fresh random number for each run, so that its request ids are its own
 * @param maxRoomSize the most members that the platform lets a room have
 * @param observer told what runs measure while they go on
 * @param keeping what is put on the disk of what a run has measured so far
 */
public record LoadSettings(
        NanoClock clock,
        WaitStrategy pacing,
        PacingThread pacingThread,
        InstantSource wallClock,
        LongSupplier runBits,
        int maxRoomSize,
        RunObserver observer,
        Keeping keeping) {
    /**
     * The thread that keeps the schedule of an open loop.
     *
     * @param scheduling the scheduling that the system is asked for, for it
     * @param maxWakeups how often it wakes up in a second at most; above, what is due by then is sent together
     */
    public record PacingThread(ThreadScheduling scheduling, int maxWakeups) {
        /** As often as a wake-up for each slot costs less than what is sent. */
        public static final int DEFAULT_MAX_WAKEUPS = 5_000;

        /** Checks the wake-ups. */
        public PacingThread {
            if (maxWakeups < 1) {
                throw new IllegalArgumentException("maxWakeups must be 1 or more, was " + maxWakeups);
            }
        }

        /**
         * A thread that wakes up as often as is usual.
         *
         * @param scheduling the scheduling that the system is asked for, for it
         */
        public PacingThread(ThreadScheduling scheduling) {
            this(scheduling, DEFAULT_MAX_WAKEUPS);
        }
    }

    /**
     * Settings of runs that leave nothing behind if the process dies and keep all in memory, paced as urgently as the system allows.
     *
     * @param clock the clock of every latency
     * @param pacing how the pacing thread waits on it
     * @param wallClock the acceptance time of canonical messages
     * @param runBits a fresh random number for each run
     * @param maxRoomSize the most members that the platform lets a room have
     * @param observer told of every second of a run
     */
    public LoadSettings(
            NanoClock clock,
            WaitStrategy pacing,
            InstantSource wallClock,
            LongSupplier runBits,
            int maxRoomSize,
            RunObserver observer) {
        this(
                clock,
                pacing,
                new PacingThread(ThreadScheduling.REALTIME),
                wallClock,
                runBits,
                maxRoomSize,
                observer,
                Keeping.NOTHING);
    }

    /** The same of something that nothing is to be left of but what {@code told} hears. */
    LoadSettings leavingNothing(RunObserver told) {
        return new LoadSettings(clock, pacing, pacingThread, wallClock, runBits, maxRoomSize, told, Keeping.NOTHING);
    }
}
