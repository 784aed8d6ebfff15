package io.loadgen.time;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;

/**
 * How Linux schedules the calling thread: {@code sched_getattr(2)}, {@code sched_setattr(2)} and the timer slack of {@code prctl(2)}.
 * The C library had no names for the first two before glibc 2.41, so they are called by number.
 *
 * <p>Every call is about the thread that makes it.
 */
final class LinuxThread {
    /** Of sched_getattr; that of sched_setattr is one less, on both architectures. */
    private static final Map<String, Long> GET_BY_ARCHITECTURE = Map.of("amd64", 315L, "aarch64", 275L);

    private static final int SET_TIMER_SLACK = 29;
    private static final int GET_TIMER_SLACK = 30;
    private static final long THIS_THREAD = 0;

    /** Its first version, which all kernels know. */
    private static final StructLayout ATTRIBUTES = MemoryLayout.structLayout(
            JAVA_INT.withName("size"),
            JAVA_INT.withName("policy"),
            JAVA_LONG.withName("flags"),
            JAVA_INT.withName("nice"),
            JAVA_INT.withName("priority"),
            JAVA_LONG.withName("runtime"),
            JAVA_LONG.withName("deadline"),
            JAVA_LONG.withName("period"));

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private final long getNumber;
    private final MethodHandle syscall;
    private final MethodHandle prctl;

    @SuppressWarnings("restricted") // both functions are called with the types that their manual pages give
    private LinuxThread(long getNumber) {
        this.getNumber = getNumber;
        Linker linker = Linker.nativeLinker();
        syscall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
        prctl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("prctl"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
    }

    /**
     * The thread that calls.
     *
     * @throws UnsupportedOperationException on other systems and architectures
     * @throws IllegalCallerException when the JVM was started so that it denies native calls
     */
    static LinuxThread current() {
        String architecture = System.getProperty("os.arch", "");
        Long number = GET_BY_ARCHITECTURE.get(architecture);
        if (number == null
                || !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            throw new UnsupportedOperationException(
                    "not known how on " + System.getProperty("os.name") + " " + architecture);
        }
        return new LinuxThread(number);
    }

    /**
     * How a thread is scheduled.
     *
     * @param policy 0 for ordinary threads, 1 for {@code SCHED_FIFO}
     * @param flags 1 for what its children shall not inherit
     * @param nice -20 to 19, of ordinary threads
     * @param priority 1 to 99, of real-time threads
     * @param sliceNanos how long an ordinary thread runs before others are let in, 0 for the usual time
     */
    record Scheduling(int policy, long flags, int nice, int priority, long sliceNanos) {
        /** Before all ordinary threads, and after all other real-time ones. Threads that it starts are ordinary. */
        static Scheduling firstInFirstOut() {
            return new Scheduling(1, 1, 0, 1, 0);
        }

        Scheduling withFlags(long other) {
            return new Scheduling(policy, other, nice, priority, sliceNanos);
        }

        Scheduling withSliceNanos(long other) {
            return new Scheduling(policy, flags, nice, priority, other);
        }
    }

    /** How it is scheduled now. */
    Scheduling scheduling() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            int error = call(arena, getNumber, attributes, ATTRIBUTES.byteSize());
            if (error != 0) {
                throw new UnsupportedOperationException("sched_getattr fails with error " + error);
            }
            return new Scheduling(
                    attributes.get(JAVA_INT, offset("policy")),
                    attributes.get(JAVA_LONG, offset("flags")),
                    attributes.get(JAVA_INT, offset("nice")),
                    attributes.get(JAVA_INT, offset("priority")),
                    attributes.get(JAVA_LONG, offset("runtime")));
        }
    }

    /** Schedules it otherwise. Returns 0, or the error number of the refusal. */
    int schedule(Scheduling wanted) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            attributes.set(JAVA_INT, offset("size"), Math.toIntExact(ATTRIBUTES.byteSize()));
            attributes.set(JAVA_INT, offset("policy"), wanted.policy());
            attributes.set(JAVA_LONG, offset("flags"), wanted.flags());
            attributes.set(JAVA_INT, offset("nice"), wanted.nice());
            attributes.set(JAVA_INT, offset("priority"), wanted.priority());
            attributes.set(JAVA_LONG, offset("runtime"), wanted.sliceNanos());
            return call(arena, getNumber - 1, attributes, 0);
        }
    }

    /** How much later than asked for its timers may fire, nanoseconds. */
    long timerSlack() {
        return control(GET_TIMER_SLACK, 0);
    }

    /** Sets that. Returns whether it was granted. */
    boolean timerSlack(long nanos) {
        return control(SET_TIMER_SLACK, nanos) == 0;
    }

    private static long offset(String field) {
        return ATTRIBUTES.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private int call(Arena arena, long number, MemorySegment attributes, long size) {
        MemorySegment state = arena.allocate(CALL_STATE);
        try {
            long result = (long) syscall.invokeExact(state, number, THIS_THREAD, attributes, size, 0L);
            return result == 0 ? 0 : state.get(JAVA_INT, ERRNO);
        } catch (Throwable unexpected) {
            throw new AssertionError("a native call throws nothing", unexpected);
        }
    }

    private int control(int option, long value) {
        try {
            return (int) prctl.invokeExact(option, value);
        } catch (Throwable unexpected) {
            throw new AssertionError("a native call throws nothing", unexpected);
        }
    }
}
