package io.loadgen.time;

/** The scheduling that the operating system is asked for, for a thread that keeps a schedule. */
public enum ThreadScheduling {
    /** As every other thread. */
    DEFAULT,

    /**
     * Woken without the timer's slack, and let in after a tenth of a millisecond where the scheduler knows slices (Linux 6.12).
     * Needs no privilege.
     */
    LOW_LATENCY,

    /**
     * Before all ordinary threads of the machine ({@code SCHED_FIFO}, the lowest of its priorities). Needs the right to it
     * ({@code CAP_SYS_NICE}, or a limit {@code RLIMIT_RTPRIO} of 1) and a second processor for everybody else; without them it is
     * {@link #LOW_LATENCY}.
     */
    REALTIME
}
