package io.loadgen.time;

/** How urgently the operating system is asked to run a thread that keeps a schedule. */
public enum Urgency {
    /** As every other thread. */
    ORDINARY,

    /**
     * Woken without the timer's slack, and let in after a tenth of a millisecond where the scheduler knows slices (Linux 6.12).
     * Needs no privilege.
     */
    PROMPT,

    /**
     * Before all ordinary threads of the machine ({@code SCHED_FIFO}, the lowest of its priorities). Needs the right to it
     * ({@code CAP_SYS_NICE}, or a limit {@code RLIMIT_RTPRIO} of 1) and a second processor for everybody else; without them it is
     * {@link #PROMPT}.
     */
    REAL_TIME
}
